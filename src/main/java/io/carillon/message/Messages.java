package io.carillon.message;

import static io.carillon.database.BulkStatement.Column.TEXT;
import static io.carillon.database.BulkStatement.row;

import io.carillon.database.BulkStatement;
import io.carillon.database.Database;
import io.carillon.database.Row;
import io.carillon.endpoint.DeliveryMode;
import io.carillon.platform.EnumWords;
import io.carillon.statistics.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads and removes messages. One SQL statement reads those to be sent, because as entities each would be copied twice. */
@ApplicationScoped
public class Messages {

    private static final BulkStatement SELECT = BulkStatement.of("""
            SELECT m.id, m.organization_id, m.resource_type, m.resource_id, m.operation, m.event_type, m.mode, m.changes,
                m.first_change_at, m.last_change_at, m.data, m.is_once, m.sequence_number, m.created_at, m.traceparent,
                m.content_removed_at
            FROM message m JOIN (SELECT * FROM %s AS wanted (id)) w ON m.id = w.id""", TEXT);

    private static final BulkStatement SUBJECTS = BulkStatement.of("""
            SELECT d.endpoint_id, m.organization_id, m.event_type, COUNT(*)
            FROM delivery d JOIN message m ON m.id = d.message_id JOIN (SELECT * FROM %s AS wanted (id)) w ON d.id = w.id
            GROUP BY d.endpoint_id, m.organization_id, m.event_type""", TEXT);
    private static final String ENDED = """
            SELECT id FROM message WHERE created_at < ? AND NOT EXISTS (
                SELECT 1 FROM delivery WHERE delivery.message_id = message.id
                AND (delivery.completed_at IS NULL OR delivery.completed_at >= ?))
            ORDER BY created_at LIMIT ?""";
    /** A redelivery may have started since the message was found; then the message stays. */
    private static final String REMOVE = """
            DELETE FROM message WHERE id = ? AND NOT EXISTS (SELECT 1 FROM delivery WHERE message_id = message.id)""";

    private Database database;

    protected Messages() {
    }

    /** Messages in {@code database}. */
    @Inject
    public Messages(Database database) {
        this.database = database;
    }

    /** Returns the messages with {@code ids}, keyed by id, in the caller's transaction. */
    public Map<String, Message> find(Collection<String> ids) {
        return SELECT.select(database, ids.stream().distinct().map(BulkStatement::row).toList(), Messages::read).stream()
                .collect(Collectors.toMap(Message::id, Function.identity()));
    }

    private static Message read(Row row) {
        return new Message(row.text(), new Announcement(row.number(), row.text(), row.text(), row.text(), row.text(),
                EnumWords.read(DeliveryMode.class, row.text()), row.integer(), row.time(), row.time(), row.text(), null,
                row.flag(), false), row.number(), row.time(), row.text(), row.time());
    }

    /** How many of these deliveries, by id, are counted for which subject. */
    public Map<Subject, Integer> subjectsOf(Collection<String> deliveryIds) {
        Map<Subject, Integer> subjects = new HashMap<>();
        SUBJECTS.select(database, deliveryIds.stream().map(BulkStatement::row).toList(),
                row -> subjects.put(new Subject(row.text(), row.number(), row.text()), row.integer()));
        return subjects;
    }

    /** Locks up to {@code limit} messages whose deliveries all ended before {@code time}, the oldest first; returns their ids. */
    public List<String> lockEndedBefore(Instant time, int limit) {
        return database.sql(database.skippingLocked(ENDED)).with(time, time, limit).list(Row::text);
    }

    /** Removes those of {@code ids} that have no deliveries left; returns how many. */
    public int removeWithoutDeliveries(Collection<String> ids) {
        return database.sql(REMOVE).updateEach(ids.stream().map(id -> row(id)).toList());
    }
}
