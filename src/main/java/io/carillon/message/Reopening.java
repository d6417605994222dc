package io.carillon.message;

import static io.carillon.database.BulkStatement.Column.TEXT;

import io.carillon.database.BulkStatement;
import io.carillon.database.BulkStatement.Key;
import io.carillon.database.Database;
import io.carillon.database.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Makes settled deliveries pending and due now, with a fresh retry schedule, in the caller's transaction. Those to ordered
 * endpoints join the ends of their queues; those to endpoints that are polled are available again, after all others.
 */
@ApplicationScoped
public class Reopening {

    private static final String IF_POLLED =
            "CASE WHEN EXISTS (SELECT 1 FROM endpoint e WHERE e.id = delivery.endpoint_id AND e.url IS NULL) THEN ";
    private static final String DUE_NOW = "state = " + IF_POLLED + "'available' ELSE 'pending' END, due_at = " + IF_POLLED
            + "NULL ELSE clock_timestamp() END, completed_at = NULL, schedule_from = attempts, reason = NULL";
    private static final String REOPEN_ONE =
            "UPDATE delivery SET " + DUE_NOW + " WHERE id = ? AND state <> 'pending' AND " + Deliveries.CONSENT
                    + " AND " + ContentRemoval.CONTENT;
    private static final BulkStatement MAY_BE_SENT = BulkStatement.of("SELECT id FROM delivery WHERE id IN (SELECT id FROM %s AS"
            + " given (id)) AND state <> 'pending' AND EXISTS (SELECT 1 FROM endpoint e WHERE e.id = delivery.endpoint_id"
            + " AND e.status = 'active') AND " + Deliveries.CONSENT + " AND " + ContentRemoval.CONTENT, TEXT);
    private static final BulkStatement REOPEN_EACH = BulkStatement.of("UPDATE delivery SET " + DUE_NOW
            + " WHERE id IN (SELECT id FROM %s AS given (id)) AND state <> 'pending'", TEXT);
    private static final Key<String> ID = new Key<>(Row::text, "id");

    private Database database;
    private Turns turns;

    protected Reopening() {
    }

    /** Reopens deliveries in {@code database}. */
    @Inject
    public Reopening(Database database, Turns turns) {
        this.database = database;
        this.turns = turns;
    }

    /**
     * Returns 0 when the delivery is already pending, when its organization does not enable the application, or when the content
     * of its message was removed.
     */
    public int reopen(String id) {
        int reopened = database.sql(REOPEN_ONE).with(id).update();
        if (reopened > 0) {
            rejoin(List.of(id));
        }
        return reopened;
    }

    /**
     * Those of these settled deliveries, by id, whose endpoint is active, whose organization enables the application, and whose
     * message has what the endpoint's format needs.
     */
    public Set<String> thatMayBeSent(Collection<String> ids) {
        return Set.copyOf(MAY_BE_SENT.select(database, rows(ids), Row::text));
    }

    /** Reopens those of these deliveries, by id, that are settled. */
    public void reopen(Collection<String> ids) {
        rejoin(REOPEN_EACH.write(database, rows(ids), ID));
    }

    private void rejoin(List<String> reopened) {
        turns.rejoin(reopened);
        PolledDeliveries.arriveAgain(database, reopened);
    }

    private static List<Object[]> rows(Collection<String> ids) {
        return ids.stream().map(BulkStatement::row).toList();
    }
}
