package io.carillon.coalescing;

import static io.carillon.database.BulkStatement.Column.BIGINT;
import static io.carillon.database.BulkStatement.Column.INTEGER;
import static io.carillon.database.BulkStatement.Column.TEXT;
import static io.carillon.database.BulkStatement.row;
import static io.carillon.trace.TraceLinks.HALF_LENGTH;

import io.carillon.catalog.Operation;
import io.carillon.database.BulkStatement;
import io.carillon.database.BulkStatement.Column;
import io.carillon.database.Database;
import io.carillon.database.Row;
import io.carillon.database.Session;
import io.carillon.platform.PlannedTimes;
import io.carillon.trace.TraceLinks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Raises and removes buckets in the caller's transaction, any number of them with a few statements. The buckets of an object
 * are one window: the one that opened it has an empty slot and the time, and who holds its row may write the others.
 * {@link #raise} opens missing windows unless another transaction opens them first, locks the others, raises their buckets and
 * adds those for further event types. Windows are opened and locked in the order of their keys, missing ones first and none after
 * that, so that no two transactions wait for one another: an open window is never one that another transaction is about to open.
 * {@code opened_at} is the current time of the database, not that of the transaction, read when the old row is known to be gone.
 * So a new window never looks older than the tick that removed the previous one, and its object is not announced twice in one
 * window.
 */
@ApplicationScoped
public class Buckets implements PlannedTimes {

    private static final String COLUMNS = ObjectKey.COLUMNS + ", event_type, significance, " + SummaryColumns.NAMES;
    private static final String READ = COLUMNS + ", trace_links, is_filtered, once_changes";
    private static final Column[] TYPES = SummaryColumns.after(BIGINT, TEXT, TEXT, TEXT, INTEGER);
    private static final String OF_OBJECTS = """
             FROM coalescing_bucket JOIN (SELECT * FROM %s AS given (given_organization, given_type, given_id)) s
            ON organization_id = given_organization AND resource_type = given_type AND resource_id = given_id""";
    private static final String FIND_WINDOWS = "SELECT " + ObjectKey.COLUMNS + OF_OBJECTS + " AND slot = ''";
    private static final BulkStatement FIND = BulkStatement.of(FIND_WINDOWS, BIGINT, TEXT, TEXT);
    private static final BulkStatement LOCK =
            BulkStatement.of(FIND_WINDOWS + " ORDER BY " + ObjectKey.COLUMNS + " FOR UPDATE", BIGINT, TEXT, TEXT);
    private static final BulkStatement RAISE = BulkStatement.of("MERGE INTO coalescing_bucket b"
            + " USING (SELECT * FROM %s AS summary (" + COLUMNS + ")) s" + """
             ON b.organization_id = s.organization_id AND b.resource_type = s.resource_type AND b.resource_id = s.resource_id
                AND b.event_type = s.event_type
            WHEN MATCHED THEN UPDATE SET
                significance = GREATEST(b.significance, s.significance),
            """ + SummaryColumns.ADDED, TYPES);
    private static final BulkStatement OPEN = BulkStatement.of("INSERT INTO coalescing_bucket (" + COLUMNS
            + ", slot, opened_at) SELECT " + COLUMNS + ", '', clock_timestamp() FROM %s AS summary (" + COLUMNS
            + ") ON CONFLICT DO NOTHING", TYPES);
    private static final BulkStatement ADD = BulkStatement.of("INSERT INTO coalescing_bucket (" + COLUMNS
            + ", slot) SELECT " + COLUMNS + ", event_type FROM %s AS s (" + COLUMNS + ")" + """
             WHERE NOT EXISTS (SELECT 1 FROM coalescing_bucket b
                WHERE b.organization_id = s.organization_id AND b.resource_type = s.resource_type
                AND b.resource_id = s.resource_id AND b.event_type = s.event_type)""", TYPES);
    private static final String BOTH_LINKS = "COALESCE(b.trace_links, '') || s.trace_links";
    /** Adds links as {@link TraceLinks#plus} does. */
    private static final BulkStatement LINK = BulkStatement.of("MERGE INTO coalescing_bucket b USING (SELECT * FROM %s AS given ("
            + ObjectKey.COLUMNS + ", event_type, trace_links)) s" + """
             ON b.organization_id = s.organization_id AND b.resource_type = s.resource_type AND b.resource_id = s.resource_id
                AND b.event_type = s.event_type
            WHEN MATCHED THEN UPDATE SET trace_links = CASE WHEN LENGTH(""" + BOTH_LINKS + ") <= " + 2 * HALF_LENGTH
            + " THEN " + BOTH_LINKS + " ELSE LEFT(" + BOTH_LINKS + ", " + HALF_LENGTH + ") || RIGHT(" + BOTH_LINKS + ", "
            + HALF_LENGTH + ") END", BIGINT, TEXT, TEXT, TEXT, TEXT);
    private static final BulkStatement ONCE = BulkStatement.of("MERGE INTO coalescing_bucket b USING (SELECT * FROM %s AS given ("
            + ObjectKey.COLUMNS + ", event_type, once_changes)) s" + """
             ON b.organization_id = s.organization_id AND b.resource_type = s.resource_type AND b.resource_id = s.resource_id
                AND b.event_type = s.event_type
            WHEN MATCHED THEN UPDATE SET once_changes = COALESCE(b.once_changes, 0) + s.once_changes""",
            BIGINT, TEXT, TEXT, TEXT, INTEGER);
    private static final String DUE =
            "SELECT " + READ + " FROM coalescing_bucket WHERE opened_at < ? ORDER BY opened_at LIMIT ?";
    /** Not one condition with DUE: PostgreSQL could then read every open window in the order of the index. */
    static final String FROM_THE_FUTURE = "SELECT " + READ + """
             FROM coalescing_bucket WHERE opened_at > (SELECT clock_timestamp() + INTERVAL '1' SECOND)
            ORDER BY opened_at LIMIT ?""";
    private static final BulkStatement OTHERS =
            BulkStatement.of("SELECT " + READ + OF_OBJECTS + " WHERE slot <> ''", BIGINT, TEXT, TEXT);
    private static final String MOVE_BACK = """
            UPDATE coalescing_bucket SET opened_at = opened_at - CAST(? AS DOUBLE PRECISION) * INTERVAL '1' SECOND
            WHERE opened_at > clock_timestamp() + CAST(? AS DOUBLE PRECISION) * INTERVAL '1' SECOND""";
    private static final BulkStatement REMOVE = BulkStatement.of("MERGE INTO coalescing_bucket b"
            + " USING (SELECT * FROM %s AS given (" + ObjectKey.COLUMNS + ")) s" + """
             ON b.organization_id = s.organization_id AND b.resource_type = s.resource_type AND b.resource_id = s.resource_id
            WHEN MATCHED THEN DELETE""", BIGINT, TEXT, TEXT);
    private static final BulkStatement.Key<ObjectKey> STORED_KEY =
            new BulkStatement.Key<>(ObjectKey::in, "organization_id", "resource_type", "resource_id");

    private Database database;

    protected Buckets() {
    }

    /** The buckets in {@code database}. */
    @Inject
    public Buckets(Database database) {
        this.database = database;
    }

    /**
     * Adds each summary to its bucket; opens the bucket when there is none.
     *
     * @throws ClosedMeanwhile if the caller must roll its transaction back and repeat it
     */
    public void raise(SortedMap<BucketKey, Summary> summaries) {
        if (summaries.isEmpty()) {
            return;
        }
        database.forceCustomPlans();
        SortedMap<ObjectKey, List<Object[]>> left = new TreeMap<>();
        List<Object[]> links = new ArrayList<>();
        List<Object[]> once = new ArrayList<>();
        summaries.forEach((key, summary) -> {
            left.computeIfAbsent(key.object(), object -> new ArrayList<>()).add(rowOf(key, summary));
            if (summary.links() != null) {
                links.add(ofBucket(key, summary.links()));
            }
            if (summary.terms().once() > 0) {
                once.add(ofBucket(key, summary.terms().once()));
            }
        });
        try (Session session = database.session()) {
            int all = left.size();
            while (!left.isEmpty()) {
                left.keySet().removeAll(openMissing(session, left));
                left.keySet().removeAll(raiseOpen(session, left));
                if (!left.isEmpty() && left.size() < all) {
                    throw new ClosedMeanwhile();
                }
            }
            LINK.execute(session, links);
            ONCE.execute(session, once);
        }
    }

    private static Object[] ofBucket(BucketKey key, Object value) {
        ObjectKey object = key.object();
        return row(object.organizationId(), object.resourceType(), object.resourceId(), key.eventType(), value);
    }

    /** Opens a window with the first row of each object that has none; returns the objects whose rows are all written. */
    private static Set<ObjectKey> openMissing(Session session, SortedMap<ObjectKey, List<Object[]>> rows) {
        SortedMap<ObjectKey, List<Object[]>> missing = new TreeMap<>(rows);
        missing.keySet().removeAll(Set.copyOf(FIND.select(session, ObjectKey.rows(rows.keySet()), ObjectKey::in)));
        Set<ObjectKey> opened = Set.copyOf(
                OPEN.write(session, missing.values().stream().map(ofObject -> ofObject.get(0)).toList(), STORED_KEY));
        missing.keySet().retainAll(opened);
        ADD.execute(session, missing.values().stream().flatMap(ofObject -> ofObject.stream().skip(1)).toList());
        return opened;
    }

    /** Locks the windows that are open and writes the rows of their objects; returns these objects. */
    private static Set<ObjectKey> raiseOpen(Session session, SortedMap<ObjectKey, List<Object[]>> rows) {
        SortedMap<ObjectKey, List<Object[]>> open = new TreeMap<>(rows);
        open.keySet().retainAll(Set.copyOf(LOCK.select(session, ObjectKey.rows(rows.keySet()), ObjectKey::in)));
        List<Object[]> summaries = open.values().stream().flatMap(List::stream).toList();
        if (RAISE.execute(session, summaries) < summaries.size()) {
            ADD.execute(session, summaries);
        }
        return open.keySet();
    }

    /**
     * Locks up to {@code limit} objects whose window was opened before {@code time}, oldest first, skipping those that are locked
     * already; returns all of their buckets. A window that was opened in the future is due too: the database's clock was set back
     * since.
     */
    public List<ObjectChanges> lockOpenedBefore(Instant time, int limit) {
        database.forceCustomPlans();
        List<Bucket> buckets =
                new ArrayList<>(database.sql(database.skippingLocked(DUE)).with(time, limit).list(Buckets::read));
        if (buckets.size() < limit) {
            buckets.addAll(database.sql(database.skippingLocked(FROM_THE_FUTURE)).with(limit - buckets.size())
                    .list(Buckets::read));
        }
        // Read once the windows are locked: who held one of them may have added buckets until then.
        buckets.addAll(OTHERS.select(database, ObjectKey.rows(buckets.stream().map(bucket -> bucket.key.object()).toList()),
                Buckets::read));
        return buckets.stream().collect(Collectors.groupingBy(bucket -> bucket.key.object(), LinkedHashMap::new,
                Collectors.toList())).entrySet().stream().map(object -> changes(object.getKey(), object.getValue())).toList();
    }

    private static ObjectChanges changes(ObjectKey object, List<Bucket> buckets) {
        return new ObjectChanges(object, buckets.stream().collect(Collectors.toMap(bucket -> bucket.key.eventType(),
                Bucket::summary)), buckets.stream().anyMatch(Bucket::isFiltered), Map.of());
    }

    @Override
    public void moveBack(Duration step, Duration beyond) {
        database.sql(MOVE_BACK).with(step.toNanos() / 1e9, beyond.toNanos() / 1e9).update();
    }

    /** Removes the buckets of {@code closed} objects, in the transaction that locked them. */
    public void remove(Collection<ObjectKey> closed) {
        REMOVE.execute(database, ObjectKey.rows(closed));
    }

    private static Bucket read(Row row) {
        BucketKey key = new BucketKey(ObjectKey.in(row), row.text());
        Summary summary = SummaryColumns.read(Operation.ofSignificance(row.integer()), row).linkedTo(row.text());
        boolean isFiltered = row.flag();
        return new Bucket(key, summary.under(Terms.of(row.integerOrNull(), null)), isFiltered);
    }

    private record Bucket(BucketKey key, Summary summary, boolean isFiltered) {
    }

    private static Object[] rowOf(BucketKey key, Summary summary) {
        ObjectKey object = key.object();
        return SummaryColumns.row(summary, object.organizationId(), object.resourceType(), object.resourceId(),
                key.eventType(), summary.operation().significance());
    }
}
