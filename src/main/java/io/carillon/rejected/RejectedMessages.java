package io.carillon.rejected;

import static io.carillon.platform.Text.stored;

import io.carillon.database.Database;
import io.carillon.database.Removal;
import io.carillon.json.Flaw;
import io.carillon.platform.FactLog;
import io.carillon.platform.Ids;
import io.carillon.queue.QueuedMessage;
import io.carillon.queue.Requeued;
import io.carillon.queue.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Stores rejected messages: messages from the queue that could not be used, with reason, position, origin and the original
 * bytes. A message that is rejected again after a requeue keeps its row, with the newest reason and body; one that then takes
 * effect is removed. Works in the caller's transaction if there is one.
 */
@ApplicationScoped
public class RejectedMessages {

    private static final FactLog LOG = FactLog.of(RejectedMessages.class);
    /** Lists omit longer bodies. */
    private static final int MAX_LISTED_BODY = 1 << 16;
    private static final String MATCHING = " FROM rejected_message WHERE " + RejectedSelection.CONDITION
            + " AND " + RejectedObject.CONDITION + " AND (CAST(? AS BIGINT) IS NULL OR organization_id = ?)";
    private static final String LIST = "SELECT " + RejectedMessage.COLUMNS + ", CASE WHEN OCTET_LENGTH(body) <= "
            + MAX_LISTED_BODY + " THEN body END AS body" + MATCHING + " AND (? = '' OR id < ?) ORDER BY id DESC LIMIT ?";
    private static final String REASONS = "SELECT reason, COUNT(*), MIN(rejected_at), MAX(rejected_at)" + MATCHING
            + " GROUP BY reason ORDER BY COUNT(*) DESC, reason";
    /** How long a summary may take. */
    private static final int SECONDS = 5;
    private static final String ONE = "SELECT " + RejectedMessage.COLUMNS + ", body FROM rejected_message WHERE id = ?";
    private static final String MARK = "UPDATE rejected_message SET requeued_at = ? WHERE id = ?";
    private static final String MARK_UNLESS_MARKED = MARK + " AND (requeued_at IS NULL OR requeued_at < ?)";
    private static final String UNMARK = "UPDATE rejected_message SET requeued_at = NULL WHERE id = ?";
    private static final String DELETE = "DELETE FROM rejected_message WHERE id = ?";
    private static final String OLDEST = "SELECT id FROM rejected_message WHERE rejected_at < ? ORDER BY rejected_at LIMIT ?";
    private static final String INSERT = """
            INSERT INTO rejected_message (id, reason, detail, pointer, jms_message_id, jms_type, protocol, client_id,
                                          sent_at, properties, origin, element_index, producer, body, organization_id,
                                          change_id, resource_type, resource_id, rejected_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                    COALESCE(?, (SELECT resource_type FROM event_type WHERE name = ?)), ?, clock_timestamp())
            ON CONFLICT DO NOTHING""";
    private static final String REJECTED_AGAIN = """
            UPDATE rejected_message
            SET reason = ?, detail = ?, pointer = ?, jms_type = ?, body = ?, organization_id = ?, change_id = ?,
                resource_type = COALESCE(?, (SELECT resource_type FROM event_type WHERE name = ?)), resource_id = ?,
                rejected_at = clock_timestamp(), requeued_at = NULL
            WHERE id = ?""";

    @Inject
    Database database;

    /** Stores {@code rejections} of {@code message} or its elements. */
    public void keep(List<Rejection> rejections, QueuedMessage message) {
        boolean again = message.requeued().isPresent() && settle(rejections, message, message.requeued().get());
        for (Rejection rejection : rejections) {
            if (!again || rejection.element() != message.requeued().orElseThrow().element()) {
                insert(rejection, message);
            }
        }
    }

    /** Updates the row of a requeued message that is rejected again, or removes it; returns whether it was updated. */
    private boolean settle(List<Rejection> rejections, QueuedMessage message, Requeued requeued) {
        String id = requeued.rejectedId();
        Optional<Rejection> again =
                rejections.stream().filter(rejection -> rejection.element() == requeued.element()).findFirst();
        if (again.isEmpty()) {
            LOG.debug("rejected.used", "id", id, "count", delete(id));
            return false;
        }
        Flaw flaw = again.get().flaw();
        Subject subject = again.get().subject();
        LOG.warn("message.rejected-again", "id", id, "reason", flaw.reason(), "detail", stored(flaw.detail(), 500));
        return database.sql(REJECTED_AGAIN).with(flaw.reason(), stored(flaw.detail(), 2_000), stored(flaw.pointer(), 2_000),
                message.type(), again.get().body(), subject.organizationId(), subject.changeId(), subject.resourceType(),
                subject.eventType(), subject.resourceId(), id).update() == 1;
    }

    private void insert(Rejection rejection, QueuedMessage message) {
        String id = Ids.next("rm");
        Flaw flaw = rejection.flaw();
        Subject subject = rejection.subject();
        int inserted = database.sql(INSERT).with(id, flaw.reason(), stored(flaw.detail(), 2_000), stored(flaw.pointer(), 2_000),
                message.id(), message.type(), stored(message.protocol().orElse(null), 40),
                stored(message.clientId().orElse(null), 300), message.sentAt(), StoredText.properties(message.properties()),
                message.origin(), rejection.element(), stored(message.producer(), 300), rejection.body(),
                subject.organizationId(), subject.changeId(), subject.resourceType(), subject.eventType(),
                subject.resourceId()).update();
        if (inserted == 1) {
            LOG.warn("message.rejected", "id", id, "reason", flaw.reason(), "pointer", stored(flaw.pointer(), 200),
                    "detail", stored(flaw.detail(), 500), "jms-message", message.id());
        }
    }

    /**
     * Returns what {@code selection} and {@code object} match with an id below {@code before} (empty for all), newest first.
     *
     * @param owner only messages that named this organization; null for all
     */
    List<RejectedMessage> list(RejectedSelection selection, RejectedObject object, Long owner, String before, int limit) {
        return database.sql(LIST).with(selection.values()).with(object.values()).with(owner, owner, before, before, limit)
                .list(RejectedMessage::of);
    }

    /** What {@link #list} would return in all, by reason. */
    List<RejectionReasonDocument> reasons(RejectedSelection selection, RejectedObject object, Long owner) {
        return database.sql(REASONS).within(SECONDS).with(selection.values()).with(object.values()).with(owner, owner)
                .list(row -> new RejectionReasonDocument(row.text(), row.number(), row.time(), row.time()));
    }

    Optional<RejectedMessage> find(String id) {
        return database.sql(ONE).with(id).first(RejectedMessage::of);
    }

    /** Returns 0 if the message has gone since it was read. */
    int markRequeued(String id, Instant now) {
        return database.sql(MARK).with(now, id).update();
    }

    /** Returns 0 if the message has gone, or was marked after {@code limit}. */
    int markRequeuedUnlessMarked(String id, Instant now, Instant limit) {
        return database.sql(MARK_UNLESS_MARKED).with(now, id, limit).update();
    }

    void unmarkRequeued(String id) {
        database.sql(UNMARK).with(id).update();
    }

    int delete(String id) {
        return database.sql(DELETE).with(id).update();
    }

    /** Removes up to a page of messages that were rejected before {@code limit}. */
    public Removal removeBefore(Instant limit, int page) {
        return Removal.of(database, OLDEST, DELETE, row -> new Object[] {row.text()}, limit, page);
    }
}
