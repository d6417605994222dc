package io.carillon.coalescing;

import static io.carillon.database.BulkStatement.Column.BIGINT;
import static io.carillon.database.BulkStatement.Column.INTEGER;
import static io.carillon.database.BulkStatement.Column.TEXT;
import static io.carillon.database.BulkStatement.row;

import io.carillon.database.BulkStatement;
import io.carillon.database.BulkStatement.Column;
import io.carillon.database.Database;
import io.carillon.database.Session;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Those changes of buckets that passed the filters of coalesced endpoints, for each endpoint apart (decision 27), and those that
 * named endpoints, which are in no bucket (decision 45). They are written by the transaction that has raised the buckets, and so
 * holds the windows of their objects, and are removed with the window. A mark in the row of the window says that there are any:
 * without filters and names, no statement is run.
 */
@ApplicationScoped
public class PassedBuckets {

    private static final String NAMED = "*";
    private static final String KEY = ObjectKey.COLUMNS + ", event_type, endpoint_id";
    private static final String COLUMNS = KEY + ", " + SummaryColumns.NAMES;
    private static final Column[] TYPES = SummaryColumns.after(BIGINT, TEXT, TEXT, TEXT, TEXT);
    private static final String SAME = """
            b.organization_id = s.organization_id AND b.resource_type = s.resource_type AND b.resource_id = s.resource_id""";
    private static final String SAME_ROW = SAME + " AND b.event_type = s.event_type AND b.endpoint_id = s.endpoint_id";
    private static final BulkStatement RAISE = BulkStatement.of("MERGE INTO passed_bucket b USING (SELECT * FROM %s AS summary ("
            + COLUMNS + ")) s ON " + SAME_ROW + " WHEN MATCHED THEN UPDATE SET " + SummaryColumns.ADDED, TYPES);
    private static final BulkStatement ADD = BulkStatement.of("INSERT INTO passed_bucket (" + COLUMNS + ") SELECT " + COLUMNS
            + " FROM %s AS s (" + COLUMNS + ") WHERE NOT EXISTS (SELECT 1 FROM passed_bucket b WHERE " + SAME_ROW + ")", TYPES);
    private static final BulkStatement STATE = BulkStatement.of("MERGE INTO passed_bucket b USING (SELECT * FROM %s AS given ("
            + KEY + ", once_changes, named_changes)) s ON " + SAME_ROW + " WHEN MATCHED THEN UPDATE SET"
            + " once_changes = COALESCE(b.once_changes, 0) + s.once_changes,"
            + " named_changes = COALESCE(b.named_changes, 0) + s.named_changes",
            BIGINT, TEXT, TEXT, TEXT, TEXT, INTEGER, INTEGER);
    private static final BulkStatement MARK = BulkStatement.of("MERGE INTO coalescing_bucket b USING (SELECT * FROM %s AS given ("
            + ObjectKey.COLUMNS + ")) s ON " + SAME + " AND b.slot = '' WHEN MATCHED AND b.is_filtered IS NULL"
            + " THEN UPDATE SET is_filtered = TRUE", BIGINT, TEXT, TEXT);
    private static final BulkStatement SELECT = BulkStatement.of("SELECT b.organization_id, b.resource_type, b.resource_id,"
            + " b.event_type, b.endpoint_id, " + SummaryColumns.NAMES + ", once_changes, named_changes"
            + " FROM passed_bucket b JOIN (SELECT * FROM %s AS given ("
            + ObjectKey.COLUMNS + ")) s ON " + SAME, BIGINT, TEXT, TEXT);
    private static final BulkStatement REMOVE = BulkStatement.of("MERGE INTO passed_bucket b USING (SELECT * FROM %s AS given ("
            + ObjectKey.COLUMNS + ")) s ON " + SAME + " WHEN MATCHED THEN DELETE", BIGINT, TEXT, TEXT);

    private Database database;

    protected PassedBuckets() {
    }

    /** Those in {@code database}. */
    @Inject
    public PassedBuckets(Database database) {
        this.database = database;
    }

    /** Adds each summary to that of its bucket and endpoint; the caller has raised these buckets in this transaction. */
    void raise(SortedMap<PassedKey, Summary> summaries) {
        if (summaries.isEmpty()) {
            return;
        }
        List<Object[]> rows = summaries.entrySet().stream().map(one -> rowOf(one.getKey(), one.getValue())).toList();
        try (Session session = database.session()) {
            if (RAISE.execute(session, rows) < rows.size()) {
                ADD.execute(session, rows);
            }
            STATE.execute(session, summaries.entrySet().stream().filter(one -> one.getValue().terms() != Terms.NONE)
                    .map(one -> termsOf(one.getKey(), one.getValue().terms())).toList());
            MARK.execute(session,
                    ObjectKey.rows(summaries.keySet().stream().map(key -> key.bucket().object()).distinct().toList()));
        }
    }

    /** The same {@code due} objects, with what passed the filters of endpoints; the caller has locked their windows. */
    public List<ObjectChanges> addTo(List<ObjectChanges> due) {
        List<Object[]> filtered = filtered(due);
        if (filtered.isEmpty()) {
            return due;
        }
        Map<ObjectKey, Map<String, Map<String, Summary>>> passed = new HashMap<>();
        Map<ObjectKey, ObjectChanges> byKey = new HashMap<>();
        due.forEach(changes -> byKey.put(changes.object(), changes));
        SELECT.select(database, filtered, row -> {
            ObjectKey object = ObjectKey.in(row);
            String eventType = row.text();
            Map<String, Summary> ofEndpoint = passed.computeIfAbsent(object, key -> new HashMap<>())
                    .computeIfAbsent(row.text(), id -> new HashMap<>());
            Summary bucket = byKey.get(object).byEventType().get(eventType);
            return ofEndpoint.put(eventType, SummaryColumns.read(bucket.operation(), row).linkedTo(bucket.links())
                    .under(Terms.of(row.integerOrNull(), row.integerOrNull())));
        });
        return due.stream().map(changes -> changes.with(passed.getOrDefault(changes.object(), Map.of()))).toList();
    }

    /** Removes those of {@code closed} objects, in the transaction that locked their windows. */
    public void remove(List<ObjectChanges> closed) {
        REMOVE.execute(database, filtered(closed));
    }

    private static List<Object[]> filtered(List<ObjectChanges> all) {
        return ObjectKey.rows(all.stream().filter(ObjectChanges::isFiltered).map(ObjectChanges::object).toList());
    }

    private static Object[] rowOf(PassedKey key, Summary summary) {
        ObjectKey object = key.bucket().object();
        return SummaryColumns.row(summary, object.organizationId(), object.resourceType(), object.resourceId(),
                key.bucket().eventType(), key.endpointId());
    }

    private static Object[] termsOf(PassedKey key, Terms terms) {
        ObjectKey object = key.bucket().object();
        return row(object.organizationId(), object.resourceType(), object.resourceId(), key.bucket().eventType(),
                key.endpointId(), terms.once(), terms.named());
    }

    /** In place of the id of an endpoint: the changes that named it, whatever its filter is. */
    static String ofNamed(String endpointId) {
        return NAMED + endpointId;
    }

    /** A bucket, and the endpoint whose filter its changes passed. */
    record PassedKey(BucketKey bucket, String endpointId) implements Comparable<PassedKey> {

        @Override
        public int compareTo(PassedKey other) {
            int byBucket = bucket.compareTo(other.bucket);
            return byBucket != 0 ? byBucket : endpointId.compareTo(other.endpointId);
        }
    }
}
