package io.carillon.message;

import static io.carillon.database.BulkStatement.Column.BIGINT;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The table {@code delivery}, which only this class, {@link Reopening}, {@link Turns} and {@link PolledDeliveries} write, in the
 * caller's transaction. Two rules hold for every row. It is
 * pending exactly while {@code due_at} is set: to the planned time of the next attempt or, while a node has claimed it, to the
 * end of that node's lease. And each claim increments {@code fence}; an outcome counts only with the newest one, so that a node
 * whose lease ended while it was suspended changes nothing.
 */
@ApplicationScoped
public class Deliveries implements PlannedTimes {

    /** The fence of a delivery that is claimed when it is written. */
    static final int FIRST_CLAIM = 1;
    /** The message's organization enables the endpoint's application. */
    static final String CONSENT = """
            EXISTS (SELECT 1 FROM enablement n JOIN message m ON m.organization_id = n.organization_id
                JOIN endpoint e ON e.application_id = n.application_id
                WHERE m.id = delivery.message_id AND e.id = delivery.endpoint_id)""";
    /** Due when its lease or its wait ends, which without any is now; one that is not pending is never due. */
    private static final BulkStatement INSERT = BulkStatement.of("""
            INSERT INTO delivery (id, message_id, endpoint_id, state, attempts, fence, due_at, created_at, completed_at,
                waits_for)
            SELECT id, message_id, endpoint_id, state, 0, fence,
                clock_timestamp() + due_in * INTERVAL '1' SECOND, clock_timestamp(),
                CASE WHEN state = 'skipped' THEN clock_timestamp() END, waits_for
            FROM %s AS planned (id, message_id, endpoint_id, state, fence, due_in, waits_for)""",
            TEXT, TEXT, TEXT, TEXT, INTEGER, INTEGER, TEXT);
    private static final String TRACK_RECORD =
            "(SELECT " + TrackRecord.SQL + " FROM endpoint e WHERE e.id = delivery.endpoint_id)";
    private static final String DUE = """
            SELECT id, message_id, endpoint_id, attempts, schedule_from, fence, waits_for,
                (SELECT COALESCE(CAST(a.owner_organization_id AS VARCHAR(40)), a.id)
                 FROM endpoint e JOIN application a ON a.id = e.application_id WHERE e.id = delivery.endpoint_id),
                %s, clock_timestamp()
            FROM delivery WHERE due_at <= (SELECT clock_timestamp())""".formatted(TRACK_RECORD);
    private static final String SINCE =
            " AND due_at >= (SELECT clock_timestamp() - CAST(? AS DOUBLE PRECISION) * INTERVAL '1' SECOND)";
    private static final String OF_ENDPOINTS = " AND endpoint_id || '' = ANY (CAST(? AS VARCHAR ARRAY))";
    private static final String BY_DUE_TIME = " ORDER BY due_at LIMIT ?";
    private static final BulkStatement LEASE = BulkStatement.of("""
            MERGE INTO delivery d USING (SELECT * FROM %s AS given (id, lease_end)) claimed ON d.id = claimed.id
            WHEN MATCHED THEN UPDATE SET fence = d.fence + 1, due_at = claimed.lease_end, waits_for = NULL""", TEXT, TIME);
    private static final String GIVE_BACK =
            "UPDATE delivery SET due_at = clock_timestamp() WHERE id = ? AND fence = ? AND state = 'pending'";
    private static final BulkStatement SETTLE = BulkStatement.of("""
            MERGE INTO delivery d USING (SELECT * FROM %s AS given (id, state, reason)) settled ON d.id = settled.id
            WHEN MATCHED THEN UPDATE SET state = settled.state, due_at = NULL, completed_at = clock_timestamp(),
                reason = settled.reason, waits_for = NULL""", TEXT, TEXT, TEXT);
    private static final BulkStatement WITHOUT_CONSENT = BulkStatement.of("""
            SELECT id FROM %s AS asked (id, organization_id, application_id) WHERE NOT EXISTS (
                SELECT 1 FROM enablement n
                WHERE n.organization_id = asked.organization_id AND n.application_id = asked.application_id)""",
            TEXT, BIGINT, TEXT);
    /** A delivery that was cancelled during its attempt stays cancelled, unless the attempt succeeded. */
    private static final BulkStatement RECORD = BulkStatement.of("""
            MERGE INTO delivery d USING (SELECT * FROM %s AS given (id, fence, attempts, state, due_at)) outcome
            ON d.id = outcome.id AND d.fence = outcome.fence AND d.attempts = outcome.attempts
                AND d.state IN ('pending', 'cancelled')
            WHEN MATCHED THEN UPDATE SET attempts = d.attempts + 1,
                state = CASE WHEN d.state = 'pending' OR outcome.state = 'succeeded' THEN outcome.state ELSE d.state END,
                due_at = CASE WHEN d.state = 'pending' THEN outcome.due_at END,
                completed_at = CASE WHEN d.state <> 'pending' OR outcome.state <> 'pending' THEN clock_timestamp() END,
                reason = CASE WHEN outcome.state <> 'succeeded' THEN d.reason END""",
            TEXT, INTEGER, INTEGER, TEXT, TIME);
    /** Finds an outcome that was just recorded: its attempt is counted, but not in the attempt log yet. */
    private static final String RECORDED = """
            SELECT id FROM delivery d WHERE id = ? AND fence = ? AND attempts = ? AND NOT EXISTS
                (SELECT 1 FROM attempt a WHERE a.delivery_id = d.id AND a.number = d.attempts)""";
    private static final String UNCLAIMED = """
            SELECT id FROM delivery WHERE endpoint_id = ? AND id > ? AND (state = 'available' OR state = 'pending' AND (
                due_at <= clock_timestamp() OR waits_for IS NOT NULL
                OR due_at > clock_timestamp() + CAST(? AS DOUBLE PRECISION) * INTERVAL '1' SECOND))
            ORDER BY id LIMIT ?""";
    private static final String CONSENTED = "SELECT id FROM delivery WHERE id = ? AND " + CONSENT;
    private static final String PENDING = "SELECT id, due_at FROM delivery WHERE due_at >= ?";
    private static final String OF_ORGANIZATION =
            " AND EXISTS (SELECT 1 FROM message m WHERE m.id = delivery.message_id AND m.organization_id = ?)";
    private static final String OF_APPLICATION =
            " AND EXISTS (SELECT 1 FROM endpoint e WHERE e.id = delivery.endpoint_id AND e.application_id = ?)";
    private static final String ENDED = "SELECT id FROM delivery WHERE message_id = ? AND completed_at < ?";
    private static final String MOVE_BACK = """
            UPDATE delivery SET due_at = due_at - CAST(? AS DOUBLE PRECISION) * INTERVAL '1' SECOND
            WHERE due_at > clock_timestamp() + CAST(? AS DOUBLE PRECISION) * INTERVAL '1' SECOND""";
    private static final String REMOVE = "DELETE FROM delivery WHERE id = ?";

    /** Ids have the time of a node, which is never that far from the database's. */
    public static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private Database database;

    protected Deliveries() {
    }

    /** Deliveries in {@code database}. */
    @Inject
    public Deliveries(Database database) {
        this.database = database;
    }

    /** Writes new deliveries: due now, claimed by this node, or skipped. */
    static void write(Statements where, DeliveriesPlanned planned) {
        INSERT.execute(where, planned.deliveries().stream().map(one -> row(one.id(), one.messageId(), one.endpointId(),
                one.state().word(), planned.isClaimed(one) ? FIRST_CLAIM : 0, planned.dueIn(one), one.waitsFor())).toList());
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
                + " AND NOT (endpoint_id = ANY (CAST(? AS VARCHAR ARRAY)))" + BY_DUE_TIME;
        Sql select = database.sql(database.skippingLocked(sql));
        reach.ifPresent(duration -> select.with(duration.toNanos() / 1e9));
        trackRecords.forEach(record -> select.with(record.name()));
        return select.with((Object) endpoints.toArray(String[]::new)).with(limit).list(Deliveries::readDue);
    }

    /**
     * Locks up to {@code limit} due deliveries to these endpoints in the same way. The index on due times finds them; the one on
     * endpoints has all that was ever sent to them.
     */
    public List<DueDelivery> lockDue(int limit, Set<String> endpoints) {
        return database.sql(database.skippingLocked(DUE + OF_ENDPOINTS + BY_DUE_TIME))
                .with((Object) endpoints.toArray(String[]::new)).with(limit).list(Deliveries::readDue);
    }

    private static DueDelivery readDue(Row row) {
        return new DueDelivery(row.text(), row.text(), row.text(), row.integer(), row.integer(), row.integer(), row.text(),
                row.text(), TrackRecord.valueOf(row.text()), row.time());
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
     * Locks up to {@code limit} open deliveries of an endpoint that no node can be sending, in the order of their ids, and
     * skips those that another transaction has locked. A delivery that is due within the longest lease may be claimed.
     *
     * @param after only ids after this; empty for the first page
     * @param lease the longest lease
     */
    public List<String> lockUnclaimed(String endpointId, String after, Duration lease, int limit) {
        return database.sql(database.skippingLocked(UNCLAIMED)).with(endpointId, after, lease.toNanos() / 1e9, limit)
                .list(Row::text);
    }

    /** Gives locked deliveries, by id, a final state without an attempt, because their endpoints are not active. */
    public void settle(Map<String, DeliveryState> states) {
        settle(states.entrySet().stream().map(entry -> row(entry.getKey(), entry.getValue().word(),
                entry.getValue() == DeliveryState.CANCELLED ? CancelReason.ENDPOINT_DELETED.word() : null)).toList(),
                states.keySet());
    }

    /** Those of locked deliveries whose organization does not enable the application, by id. */
    public Set<String> withoutConsent(Collection<Delivery> locked) {
        return Set.copyOf(WITHOUT_CONSENT.select(database, locked.stream().map(delivery -> row(delivery.id(),
                delivery.message().organizationId(), delivery.endpoint().applicationId())).toList(), Row::text));
    }

    /** Whether the delivery's organization enables the application now. */
    public boolean hasConsent(String id) {
        return database.sql(CONSENTED).with(id).first(Row::text).isPresent();
    }

    /** Cancels locked deliveries, by id. */
    public void cancel(Collection<String> ids, CancelReason reason) {
        settle(ids.stream().map(id -> row(id, DeliveryState.CANCELLED.word(), reason.word())).toList(), ids);
    }

    private void settle(List<Object[]> rows, Collection<String> ids) {
        SETTLE.execute(database, rows);
        Turns.releaseUnlocked(database, ids);
    }

    /**
     * Cancels up to {@code limit} pending deliveries that may not be sent any more, those due first, and skips those that another
     * transaction has locked.
     *
     * @param organizationId the organization of the messages; null for any
     * @param applicationId  the application of the endpoints; null for any
     * @param dueFrom        only deliveries that are due at this time or later
     * @return the times at which they were due, in order
     */
    public List<Instant> cancelPending(Long organizationId, String applicationId, Instant dueFrom, int limit) {
        String sql = PENDING + (organizationId == null ? "" : OF_ORGANIZATION) + (applicationId == null ? "" : OF_APPLICATION)
                + " ORDER BY due_at LIMIT ?";
        Sql select = database.sql(database.skippingLocked(sql)).with(dueFrom);
        Stream.of(organizationId, applicationId).filter(Objects::nonNull).forEach(select::with);
        Map<String, Instant> found = new LinkedHashMap<>();
        select.with(limit).list(row -> found.put(row.text(), row.time()));
        cancel(found.keySet(), CancelReason.NOT_ENABLED);
        return List.copyOf(found.values());
    }

    /**
     * Counts one attempt for each delivery and gives it its next state; returns those that no newer claim has overtaken. A
     * delivery that was cancelled during the attempt counts it too, and is not attempted again.
     */
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
    public void moveBack(Duration step, Duration beyond) {
        database.sql(MOVE_BACK).with(step.toNanos() / 1e9, beyond.toNanos() / 1e9).update();
    }

    /** Removes locked deliveries; their attempts must be gone. */
    public void remove(Collection<String> ids) {
        Turns.forget(database, ids);
        database.sql(REMOVE).updateEach(ids.stream().map(id -> row(id)).toList());
    }
}
