package io.carillon.message;

import static io.carillon.database.BulkStatement.Column.BIGINT;
import static io.carillon.database.BulkStatement.Column.TEXT;
import static io.carillon.database.BulkStatement.row;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.carillon.database.BulkStatement;
import io.carillon.database.BulkStatement.Key;
import io.carillon.database.Database;
import io.carillon.database.Removal;
import io.carillon.database.Row;
import io.carillon.database.Statements;
import io.carillon.endpoint.Mailbox;
import io.carillon.endpoint.Mailboxes;
import io.carillon.platform.EnumWords;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The deliveries to endpoints that are polled (decision 37), in the caller's transaction. Each is available from its creation
 * until a poll confirms that it was read, or until it expires. A delivery has no place when it is written: a transaction that
 * began earlier may commit later, and a reader that had passed its place would miss it. A poll gives places to what is committed,
 * one poll of an endpoint at a time, so a reader that sees a place sees all places before it.
 */
@ApplicationScoped
public class PolledDeliveries {

    /** How many deliveries one poll confirms, at most; the next one goes on. */
    static final int MOST_READ = 1_000;
    private static final BulkStatement ARRIVE = BulkStatement.of("""
            INSERT INTO polled_delivery (delivery_id, endpoint_id, arrived_at)
            SELECT id, endpoint_id, clock_timestamp() FROM %s AS written (id, endpoint_id)""", TEXT, TEXT);
    private static final String ARRIVE_AGAIN = """
            MERGE INTO polled_delivery p USING (SELECT id, endpoint_id FROM delivery
                WHERE id = ANY (CAST(? AS VARCHAR ARRAY)) AND state = 'available') d ON p.delivery_id = d.id
            WHEN MATCHED THEN UPDATE SET place = 0, arrived_at = clock_timestamp()
            WHEN NOT MATCHED THEN INSERT (delivery_id, endpoint_id, arrived_at)
                VALUES (d.id, d.endpoint_id, clock_timestamp())""";
    private static final String WITHOUT_PLACE =
            "SELECT delivery_id FROM polled_delivery WHERE endpoint_id = ? AND place = 0 ORDER BY arrival LIMIT ?";
    private static final BulkStatement PLACE = BulkStatement.of("""
            MERGE INTO polled_delivery p USING (SELECT * FROM %s AS given (id, place)) placed ON p.delivery_id = placed.id
            WHEN MATCHED THEN UPDATE SET place = placed.place""", TEXT, BIGINT);
    private static final String AFTER = """
            SELECT p.place, d.id, d.message_id, d.state, COALESCE(OCTET_LENGTH(m.data), 0),
                CASE WHEN NOT EXISTS (SELECT 1 FROM enablement n
                    WHERE n.organization_id = m.organization_id AND n.application_id = e.application_id) THEN 'not-enabled'
                    WHEN m.content_removed_at IS NOT NULL AND e.format <> 'thin' THEN 'content-removed' END
            FROM polled_delivery p JOIN delivery d ON d.id = p.delivery_id JOIN message m ON m.id = d.message_id
                JOIN endpoint e ON e.id = p.endpoint_id
            WHERE p.endpoint_id = ? AND p.place > ? ORDER BY p.place LIMIT ?""";
    private static final String UP_TO = """
            SELECT place, delivery_id FROM polled_delivery WHERE endpoint_id = ? AND place > ? AND place <= ?
            ORDER BY place LIMIT ?""";
    private static final String END = "UPDATE delivery SET state = '%s', reason = %s, completed_at = clock_timestamp()"
            + " WHERE id IN (SELECT id FROM %%s AS given (id)) AND state = 'available'";
    private static final BulkStatement SUCCEED = BulkStatement.of(END.formatted("succeeded", "NULL"), TEXT);
    private static final BulkStatement EXPIRE = cancelling(CancelReason.EXPIRED);
    private static final Map<CancelReason, BulkStatement> CANCEL = Map.of(
            CancelReason.NOT_ENABLED, cancelling(CancelReason.NOT_ENABLED),
            CancelReason.CONTENT_REMOVED, cancelling(CancelReason.CONTENT_REMOVED));
    private static final Key<String> ID = new Key<>(Row::text, "id");
    private static final String OLDEST =
            "SELECT delivery_id FROM polled_delivery WHERE arrived_at < ? ORDER BY arrived_at LIMIT ?";

    private Database database;
    private Mailboxes mailboxes;

    protected PolledDeliveries() {
    }

    /** Those in {@code database}. */
    @Inject
    public PolledDeliveries(Database database, Mailboxes mailboxes) {
        this.database = database;
        this.mailboxes = mailboxes;
    }

    private static BulkStatement cancelling(CancelReason reason) {
        return BulkStatement.of(END.formatted("cancelled", "'" + reason.word() + "'"), TEXT);
    }

    /** Takes note of those that were just written. */
    static void arrive(Statements where, DeliveriesPlanned planned) {
        ARRIVE.execute(where, planned.deliveries().stream().filter(one -> one.state() == DeliveryState.AVAILABLE)
                .map(one -> row(one.id(), one.endpointId())).toList());
    }

    /** Takes note of those of {@code reopened} that are available again; they get new places. */
    static void arriveAgain(Database database, Collection<String> reopened) {
        database.sql(ARRIVE_AGAIN).with((Object) reopened.toArray(String[]::new)).update();
    }

    /** Up to {@code most} deliveries to an endpoint after a place, in their order, including those that may not be read. */
    public List<PolledDelivery> after(String endpointId, long place, int most) {
        List<PolledDelivery> found = placed(endpointId, place, most);
        return found.size() < most && givePlaces(endpointId, most - found.size()) ? placed(endpointId, place, most) : found;
    }

    private List<PolledDelivery> placed(String endpointId, long place, int most) {
        return database.sql(AFTER).with(endpointId, place, most).list(PolledDeliveries::read);
    }

    private static PolledDelivery read(Row row) {
        long place = row.number();
        String id = row.text();
        String messageId = row.text();
        DeliveryState state = EnumWords.read(DeliveryState.class, row.text());
        long size = row.number();
        String objection = row.text();
        return new PolledDelivery(place, id, messageId, state,
                objection == null ? null : EnumWords.read(CancelReason.class, objection), size);
    }

    /** Gives the next places to what has none yet; returns whether there was something. */
    private boolean givePlaces(String endpointId, int most) {
        if (withoutPlace(endpointId, 1).isEmpty()) {
            return false;
        }
        Mailbox mailbox = mailboxes.lock(endpointId);
        List<Object[]> places = new ArrayList<>();
        for (String id : withoutPlace(endpointId, most)) {
            places.add(row(id, mailbox.lastPlace() + places.size() + 1));
        }
        PLACE.execute(database, places);
        mailboxes.keep(mailbox.filledTo(mailbox.lastPlace() + places.size()));
        return true;
    }

    private List<String> withoutPlace(String endpointId, int most) {
        return database.sql(WITHOUT_PLACE).with(endpointId, most).list(Row::text);
    }

    /** Records that the deliveries to an endpoint up to a place were read; returns the ids of those that were open. */
    public List<String> confirm(String endpointId, long place) {
        Mailbox mailbox = mailboxes.lock(endpointId);
        List<Object[]> read = new ArrayList<>();
        List<Long> places = database.sql(UP_TO).with(endpointId, mailbox.readTo(), place, MOST_READ).list(found -> {
            long at = found.number();
            read.add(row(found.text()));
            return at;
        });
        long to = places.size() < MOST_READ ? place : places.get(MOST_READ - 1);
        mailboxes.keep(mailbox.readTo(Math.max(to, mailbox.readTo())));
        return SUCCEED.write(database, read, ID);
    }

    /** Cancels those of these deliveries that are to be cancelled. */
    public void cancelSome(Collection<PolledDelivery> found) {
        found.stream().filter(PolledDelivery::isToBeCancelled).collect(groupingBy(PolledDelivery::objection,
                        mapping(one -> row(one.id()), toList())))
                .forEach((reason, ids) -> CANCEL.get(reason).execute(database, ids));
    }

    /** Forgets up to {@code page} deliveries that arrived before {@code limit}; those that are still open are cancelled. */
    public Removal removeBefore(Instant limit, int page) {
        List<Object[]> old = database.sql(database.skippingLocked(OLDEST)).with(limit, page)
                .list(found -> row(found.text()));
        EXPIRE.execute(database, old);
        return new Removal(old.size(),
                database.sql("DELETE FROM polled_delivery WHERE delivery_id = ?").updateEach(old));
    }
}
