package io.carillon.coalescing;

import static io.carillon.database.BulkStatement.Column.BIGINT;
import static io.carillon.database.BulkStatement.Column.INTEGER;
import static io.carillon.database.BulkStatement.Column.TEXT;
import static io.carillon.database.BulkStatement.Column.TIME;
import static io.carillon.database.BulkStatement.row;

import io.carillon.database.BulkStatement;
import io.carillon.database.BulkStatement.Column;
import io.carillon.database.Database;
import io.carillon.database.Row;
import io.carillon.database.Session;
import io.carillon.platform.PlannedTimes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.Query;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Raises and removes buckets in the caller's transaction, any number of them with a few statements. {@link #raise} opens missing
 * buckets unless another transaction opens them first, locks and raises the others, and starts over with those that a tick
 * removed meanwhile. Rows are written in the order of their keys, missing ones first, so that two nodes do not wait for one
 * another. {@code opened_at} is the current time of the database, not that of the transaction, read when the old row is known
 * to be gone. So a new bucket never looks older than the tick that removed the previous one, and its object is not announced
 * twice in one window.
 */
@ApplicationScoped
public class Buckets implements PlannedTimes {

    private static final Column[] SUMMARY = {BIGINT, TEXT, TEXT, INTEGER, TEXT, TIME, INTEGER, TIME, TIME, TEXT, TEXT};
    private static final String FIND_THERE = """
            SELECT b.organization_id, b.resource_type, b.resource_id FROM coalescing_bucket b
            JOIN (SELECT * FROM %s AS wanted (organization_id, resource_type, resource_id)) s
                ON b.organization_id = s.organization_id AND b.resource_type = s.resource_type AND b.resource_id = s.resource_id
            """;
    private static final BulkStatement FIND = BulkStatement.of(FIND_THERE, BIGINT, TEXT, TEXT);
    private static final BulkStatement LOCK = BulkStatement.of(FIND_THERE
            + "ORDER BY b.organization_id, b.resource_type, b.resource_id FOR UPDATE", BIGINT, TEXT, TEXT);
    private static final BulkStatement RAISE = BulkStatement.of("""
            MERGE INTO coalescing_bucket b
            USING (SELECT * FROM %s AS summary (organization_id, resource_type, resource_id, significance, event_type,
                significant_at, changes, first_change_at, last_change_at, first_data, last_data)) s
            ON b.organization_id = s.organization_id AND b.resource_type = s.resource_type AND b.resource_id = s.resource_id
            WHEN MATCHED THEN UPDATE SET
                event_type = CASE WHEN s.significance > b.significance
                        OR s.significance = b.significance AND s.significant_at >= b.significant_at
                    THEN s.event_type ELSE b.event_type END,
                significant_at = CASE WHEN s.significance > b.significance
                        OR s.significance = b.significance AND s.significant_at >= b.significant_at
                    THEN s.significant_at ELSE b.significant_at END,
                significance = GREATEST(b.significance, s.significance),
                changes = b.changes + s.changes,
                first_data = CASE WHEN s.first_change_at < b.first_change_at THEN s.first_data ELSE b.first_data END,
                first_change_at = LEAST(b.first_change_at, s.first_change_at),
                last_data = CASE WHEN s.last_change_at >= b.last_change_at THEN s.last_data ELSE b.last_data END,
                last_change_at = GREATEST(b.last_change_at, s.last_change_at)""", SUMMARY);
    private static final BulkStatement OPEN = BulkStatement.of("""
            INSERT INTO coalescing_bucket (organization_id, resource_type, resource_id, significance, event_type,
                significant_at, changes, first_change_at, last_change_at, first_data, last_data, opened_at)
            SELECT organization_id, resource_type, resource_id, significance, event_type, significant_at, changes,
                first_change_at, last_change_at, first_data, last_data, clock_timestamp()
            FROM %s AS summary (organization_id, resource_type, resource_id, significance, event_type,
                significant_at, changes, first_change_at, last_change_at, first_data, last_data)
            ON CONFLICT DO NOTHING""", SUMMARY);
    private static final String OLD = "SELECT * FROM coalescing_bucket WHERE opened_at < ? ORDER BY opened_at LIMIT ?";
    /** Not one condition with OLD: PostgreSQL could then read every open bucket in the order of the index. */
    static final String FROM_THE_FUTURE = """
            SELECT * FROM coalescing_bucket WHERE opened_at > (SELECT clock_timestamp() + INTERVAL '1' SECOND)
            ORDER BY opened_at LIMIT ?""";
    private static final String MOVE_BACK = """
            UPDATE coalescing_bucket SET opened_at = opened_at - CAST(? AS DOUBLE PRECISION) * INTERVAL '1' SECOND
            WHERE opened_at > clock_timestamp()""";
    private static final BulkStatement REMOVE = BulkStatement.of("""
            MERGE INTO coalescing_bucket b
            USING (SELECT * FROM %s AS given (organization_id, resource_type, resource_id)) s
            ON b.organization_id = s.organization_id AND b.resource_type = s.resource_type AND b.resource_id = s.resource_id
            WHEN MATCHED THEN DELETE""", BIGINT, TEXT, TEXT);
    private static final BulkStatement.Key<BucketKey> STORED_KEY =
            new BulkStatement.Key<>(Buckets::keyOf, "organization_id", "resource_type", "resource_id");

    private Database database;

    protected Buckets() {
    }

    /** The buckets in {@code database}. */
    @Inject
    public Buckets(Database database) {
        this.database = database;
    }

    /** Adds each summary to its bucket; opens the bucket when there is none. */
    public void raise(SortedMap<BucketKey, Summary> summaries) {
        database.forceCustomPlans();
        try (Session session = database.session()) {
            SortedMap<BucketKey, Summary> left = new TreeMap<>(summaries);
            while (!left.isEmpty()) {
                SortedMap<BucketKey, Summary> missing = new TreeMap<>(left);
                missing.keySet().removeAll(Set.copyOf(FIND.select(session, keys(left.keySet()), Buckets::keyOf)));
                left.keySet().removeAll(Set.copyOf(OPEN.insert(session, rows(missing), STORED_KEY)));
                SortedMap<BucketKey, Summary> open = new TreeMap<>(left);
                open.keySet().retainAll(Set.copyOf(LOCK.select(session, keys(left.keySet()), Buckets::keyOf)));
                RAISE.execute(session, rows(open));
                left.keySet().removeAll(open.keySet());
            }
        }
    }

    /**
     * Locks up to {@code limit} buckets opened before {@code time}, oldest first, skipping those that are locked already. A
     * bucket that was opened in the future is due too: the database's clock was set back since.
     */
    public List<CoalescingBucket> lockOpenedBefore(Instant time, int limit) {
        database.forceCustomPlans();
        List<CoalescingBucket> due = new ArrayList<>(lock(OLD, time.atOffset(ZoneOffset.UTC), limit));
        if (due.size() < limit) {
            due.addAll(lock(FROM_THE_FUTURE, limit - due.size()));
        }
        return due;
    }

    @SuppressWarnings("unchecked")
    private List<CoalescingBucket> lock(String select, Object... parameters) {
        Query query = database.entities().createNativeQuery(database.skippingLocked(select), CoalescingBucket.class);
        for (int i = 0; i < parameters.length; i++) {
            query.setParameter(i + 1, parameters[i]);
        }
        return query.getResultList();
    }

    @Override
    public void moveBack(Duration step) {
        database.sql(MOVE_BACK).with(step.toNanos() / 1e9).update();
    }

    /** Removes closed buckets, in the transaction that locked them. */
    public void remove(Collection<BucketKey> closed) {
        REMOVE.execute(database, keys(closed));
    }

    private static BucketKey keyOf(Row row) {
        return new BucketKey(row.number(), row.text(), row.text());
    }

    private static List<Object[]> keys(Collection<BucketKey> keys) {
        return keys.stream().map(key -> row(key.organizationId(), key.resourceType(), key.resourceId())).toList();
    }

    private static List<Object[]> rows(Map<BucketKey, Summary> summaries) {
        return summaries.entrySet().stream().map(entry -> rowOf(entry.getKey(), entry.getValue())).toList();
    }

    private static Object[] rowOf(BucketKey key, Summary summary) {
        return row(key.organizationId(), key.resourceType(), key.resourceId(), summary.operation().significance(),
                summary.eventType(), summary.significantAt(), summary.changes(), summary.firstAt(), summary.lastAt(),
                summary.firstData(), summary.lastData());
    }
}
