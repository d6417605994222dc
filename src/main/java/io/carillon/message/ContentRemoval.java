package io.carillon.message;

import io.carillon.database.Database;
import io.carillon.database.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Removes the data of messages, in the caller's transaction (decision 43). Deliveries that have not ended are cancelled, except
 * those to thin endpoints, whose bodies have no data. It waits for the outcomes that are being recorded, and later ones find the
 * data removed.
 */
@ApplicationScoped
public class ContentRemoval {

    /** What the endpoint's format needs of the message was not removed. */
    static final String CONTENT = """
            NOT EXISTS (SELECT 1 FROM message m JOIN endpoint e ON e.id = delivery.endpoint_id
                WHERE m.id = delivery.message_id AND m.content_removed_at IS NOT NULL AND e.format <> 'thin')""";
    private static final String REMOVE =
            "UPDATE message SET data = NULL, content_removed_at = clock_timestamp() WHERE id = ? AND content_removed_at IS NULL";
    private static final String LOCK = "SELECT id FROM delivery WHERE message_id = ? ORDER BY id FOR UPDATE";
    private static final String OPEN = """
            SELECT d.id FROM delivery d JOIN endpoint e ON e.id = d.endpoint_id AND e.format <> 'thin'
            WHERE d.message_id = ? AND d.state IN ('pending', 'available')""";

    private Database database;
    private Deliveries deliveries;

    protected ContentRemoval() {
    }

    /** Removes data in {@code database}. */
    @Inject
    public ContentRemoval(Database database, Deliveries deliveries) {
        this.database = database;
        this.deliveries = deliveries;
    }

    /** Removes the data of a message; false if that was done before. */
    public boolean remove(String messageId) {
        return database.sql(REMOVE).with(messageId).update() > 0;
    }

    /** Locks the deliveries of a message in the order of their ids, which it returns. */
    public List<String> lockDeliveries(String messageId) {
        return database.sql(LOCK).with(messageId).list(Row::text);
    }

    /** Cancels those of the locked deliveries of a message that lack its data; returns how many. */
    public int cancel(String messageId) {
        List<String> open = database.sql(OPEN).with(messageId).list(Row::text);
        deliveries.cancel(open, CancelReason.CONTENT_REMOVED);
        return open.size();
    }
}
