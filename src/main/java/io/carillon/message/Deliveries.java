package io.carillon.message;

import static io.carillon.database.BulkStatement.Column.INTEGER;
import static io.carillon.database.BulkStatement.Column.TEXT;
import static io.carillon.database.BulkStatement.Column.TIME;
import static io.carillon.database.BulkStatement.row;

import io.carillon.database.BulkStatement;
import io.carillon.database.Database;
import io.carillon.database.Row;
import io.carillon.database.Session;
import io.carillon.database.Sql;
import io.carillon.database.Statements;
import io.carillon.endpoint.TrackRecord;
import io.carillon.platform.PlannedTimes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The only writer of the table {@code delivery}; it works in the caller's transaction. Two rules hold for every row. It is
 * pending exactly while {@code due_at} is set: to the planned time of the next attempt or, while a node has claimed it, to the
 * end of that node's lease. And each claim increments {@code fence}; an outcome counts only with the newest one, so that a node
 * whose lease ended while it was suspended changes nothing.
 */
@ApplicationScoped
public class Deliveries implements PlannedTimes {

    private static final String DUE_NOW =
            "state = 'pending', due_at = clock_timestamp(), completed_at = NULL, schedule_from = attempts";
    private static final BulkStatement INSERT_PENDING = BulkStatement.of("""
            INSERT INTO delivery (id, message_id, endpoint_id, state, attempts, fence, due_at, created_at)
            SELECT id, message_id, endpoint_id, 'pending', 0, 0, clock_timestamp(), clock_timestamp()
            FROM %s AS pending (id, message_id, endpoint_id)""", TEXT, TEXT, TEXT);
    private static final BulkStatement INSERT_SKIPPED = BulkStatement.of("""
            INSERT INTO delivery (id, message_id, endpoint_id, state, attempts, fence, created_at, completed_at)
            SELECT id, message_id, endpoint_id, 'skipped', 0, 0, clock_timestamp(), clock_timestamp()
            FROM %s AS skipped (id, message_id, endpoint_id)""", TEXT, TEXT, TEXT);
    private static final String TRACK_RECORD =
            "(SELECT " + TrackRecord.SQL + " FROM endpoint e WHERE e.id = delivery.endpoint_id)";
    private static final String DUE = """
            SELECT id, message_id, endpoint_id, attempts, schedule_from, fence,
                (SELECT COALESCE(CAST(a.owner_organization_id AS VARCHAR(40)), a.id)
                 FROM endpoint e JOIN application a ON a.id = e.application_id WHERE e.id = delivery.endpoint_id),
                %s, clock_timestamp()
            FROM delivery WHERE due_at <= (SELECT clock_timestamp())""".formatted(TRACK_RECORD);
    private static final String SINCE =
            " AND due_at >= (SELECT clock_timestamp() - CAST(? AS DOUBLE PRECISION) * INTERVAL '1' SECOND)";
    private static final BulkStatement LEASE = BulkStatement.of("""
            MERGE INTO delivery d USING (SELECT * FROM %s AS given (id, lease_end)) claimed ON d.id = claimed.id
            WHEN MATCHED THEN UPDATE SET fence = d.fence + 1, due_at = claimed.lease_end""", TEXT, TIME);
    private static final String GIVE_BACK =
            "UPDATE delivery SET due_at = clock_timestamp() WHERE id = ? AND fence = ? AND state = 'pending'";
    private static final BulkStatement SETTLE = BulkStatement.of("""
            MERGE INTO delivery d USING (SELECT * FROM %s AS given (id, state)) settled ON d.id = settled.id
            WHEN MATCHED THEN UPDATE SET state = settled.state, due_at = NULL, completed_at = clock_timestamp()""", TEXT, TEXT);
    private static final BulkStatement RECORD = BulkStatement.of("""
            MERGE INTO delivery d USING (SELECT * FROM %s AS given (id, fence, attempts, state, due_at)) outcome
            ON d.id = outcome.id AND d.fence = outcome.fence AND d.attempts = outcome.attempts AND d.state = 'pending'
            WHEN MATCHED THEN UPDATE SET state = outcome.state, attempts = d.attempts + 1, due_at = outcome.due_at,
                completed_at = CASE WHEN outcome.state = 'pending' THEN NULL ELSE clock_timestamp() END""",
            TEXT, INTEGER, INTEGER, TEXT, TIME);
    /** Finds an outcome that was just recorded: its attempt is counted, but not in the attempt log yet. */
    private static final String RECORDED = """
            SELECT id FROM delivery d WHERE id = ? AND fence = ? AND attempts = ? AND NOT EXISTS
                (SELECT 1 FROM attempt a WHERE a.delivery_id = d.id AND a.number = d.attempts)""";
    private static final String UNCLAIMED = """
            SELECT id FROM delivery WHERE endpoint_id = ? AND id > ? AND state = 'pending' AND (due_at <= clock_timestamp()
                OR due_at > clock_timestamp() + CAST(? AS DOUBLE PRECISION) * INTERVAL '1' SECOND)
            ORDER BY id LIMIT ?""";
    private static final String REOPEN_ONE = "UPDATE delivery SET " + DUE_NOW + " WHERE id = ? AND state <> 'pending'";
    private static final String REOPEN = "UPDATE delivery SET " + DUE_NOW
            + " WHERE endpoint_id = ? AND created_at >= ? AND created_at < ? AND state = ANY (CAST(? AS VARCHAR ARRAY))";
    private static final String ENDED = "SELECT id FROM delivery WHERE message_id = ? AND completed_at < ?";
    private static final String MOVE_BACK = """
            UPDATE delivery SET due_at = due_at - CAST(? AS DOUBLE PRECISION) * INTERVAL '1' SECOND
            WHERE due_at > clock_timestamp()""";
    private static final String REMOVE = "DELETE FROM delivery WHERE id = ?";

    private Database database;

    protected Deliveries() {
    }

    /** Deliveries in {@code database}. */
    @Inject
    public Deliveries(Database database) {
        this.database = database;
    }

    /** Writes new deliveries from rows of id, message id and endpoint id: due now, or skipped. */
    static void write(Statements where, List<Object[]> pending, List<Object[]> skipped) {
        INSERT_PENDING.execute(where, pending);
        INSERT_SKIPPED.execute(where, skipped);
    }

    /**
     * Locks up to {@code limit} due deliveries, those due longest first, and skips those that another transaction has locked.
     *
     * @param endpoints    excludes the deliveries to these
     * @param trackRecords excludes the deliveries to endpoints with these
     * @param reach        how long ago they became due, at most; empty for all
     */
    public List<DueDelivery> lockDue(int limit, Set<String> endpoints, Set<TrackRecord> trackRecords, Optional<Duration> reach) {
        String sql = DUE + (reach.isEmpty() ? "" : SINCE)
                + (trackRecords.isEmpty() ? "" : " AND " + TRACK_RECORD + " NOT IN (" + Sql.parameters(trackRecords.size()) + ")")
                + " AND NOT (endpoint_id = ANY (CAST(? AS VARCHAR ARRAY))) ORDER BY due_at LIMIT ?";
        Sql select = database.sql(database.skippingLocked(sql));
        reach.ifPresent(duration -> select.with(duration.toNanos() / 1e9));
        trackRecords.forEach(record -> select.with(record.name()));
        return select.with((Object) endpoints.toArray(String[]::new)).with(limit).list(Deliveries::readDue);
    }

    private static DueDelivery readDue(Row row) {
        return new DueDelivery(row.text(), row.text(), row.text(), row.integer(), row.integer(), row.integer(), row.text(),
                TrackRecord.valueOf(row.text()), row.time());
    }

    /** Claims locked deliveries: increments the fence and moves the due time to the end of a lease of this length. */
    public void lease(Collection<DueDelivery> claimed, Duration length) {
        LEASE.execute(database, claimed.stream().map(due -> row(due.id(), due.seenAt().plus(length))).toList());
    }

    /** Ends a claim before its lease does, without an attempt: the delivery is due now, unless a newer claim has it. */
    public void giveBack(Delivery claimed) {
        database.sql(GIVE_BACK).with(claimed.id(), claimed.fence()).update();
    }

    /**
     * Locks up to {@code limit} pending deliveries of an endpoint that no node can be sending, in the order of their ids, and
     * skips those that another transaction has locked. A delivery that is due within the longest lease may be claimed.
     *
     * @param after only ids after this; empty for the first page
     * @param lease the longest lease
     */
    public List<String> lockUnclaimed(String endpointId, String after, Duration lease, int limit) {
        return database.sql(database.skippingLocked(UNCLAIMED)).with(endpointId, after, lease.toNanos() / 1e9, limit)
                .list(Row::text);
    }

    /** Gives locked deliveries, by id, a final state without an attempt. */
    public void settle(Map<String, DeliveryState> states) {
        SETTLE.execute(database, states.entrySet().stream().map(entry -> row(entry.getKey(), entry.getValue().word())).toList());
    }

    /** Counts one attempt for each delivery and gives it its next state; returns those that no newer claim has overtaken. */
    public Set<NextState> record(List<NextState> outcomes) {
        int recorded = RECORD.execute(database, outcomes.stream().map(next -> row(next.id(), next.fence(), next.attempts(),
                next.state().word(), next.dueAt())).toList());
        return recorded == outcomes.size() ? new HashSet<>(outcomes) : recordedOf(outcomes);
    }

    private Set<NextState> recordedOf(List<NextState> outcomes) {
        Set<NextState> recorded = new HashSet<>();
        try (Session session = database.session()) {
            for (NextState next : outcomes) {
                session.sql(RECORDED).with(next.id(), next.fence(), next.attempts() + 1).first(Row::text)
                        .ifPresent(id -> recorded.add(next));
            }
        }
        return recorded;
    }

    /** Makes a settled delivery pending and due now, with a fresh retry schedule; returns 0 when it is already pending. */
    public int reopen(String id) {
        return database.sql(REOPEN_ONE).with(id).update();
    }

    /**
     * Makes pending, with a fresh retry schedule, an endpoint's deliveries that were created in [from, to) with one of
     * {@code states}; returns their number.
     */
    public int reopen(String endpointId, Instant from, Instant to, Collection<DeliveryState> states) {
        String[] words = states.stream().map(DeliveryState::word).toArray(String[]::new);
        return database.sql(REOPEN).with(endpointId, from, to, words).update();
    }

    /** Locks the deliveries of these messages that ended before {@code limit}; returns their ids. */
    public List<String> lockEndedBefore(Instant limit, Collection<String> messageIds) {
        List<String> ended = new ArrayList<>();
        try (Session session = database.session()) {
            for (String messageId : messageIds) {
                ended.addAll(session.sql(database.skippingLocked(ENDED)).with(messageId, limit).list(Row::text));
            }
        }
        return ended;
    }

    /** Leases are among the times that move: a lease then ends as long after the step as it would have without it. */
    @Override
    public void moveBack(Duration step) {
        database.sql(MOVE_BACK).with(step.toNanos() / 1e9).update();
    }

    /** Removes locked deliveries; their attempts must be gone. */
    public void remove(Collection<String> ids) {
        database.sql(REMOVE).updateEach(ids.stream().map(id -> row(id)).toList());
    }
}
