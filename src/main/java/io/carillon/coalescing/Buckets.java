package io.carillon.coalescing;

import io.carillon.platform.Binder;
import io.carillon.platform.Database;
import io.carillon.platform.DatabaseFailure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Raises buckets in the caller's transaction, a whole batch with one or two statements. An update comes first; what it
 * did not find is inserted unless somebody else was faster; what was lost to somebody else is updated again. The new row
 * is timed by the moving clock of the database: it waited until a tick had removed the old row, so it can never seem to
 * be older than that tick and be announced twice in one window.
 */
@ApplicationScoped
public class Buckets {

    private static final String RAISE = """
            UPDATE coalescing_bucket SET
                event_type = CASE WHEN ? > significance OR (? = significance AND ? >= significant_at)
                             THEN ? ELSE event_type END,
                significant_at = CASE WHEN ? > significance OR (? = significance AND ? >= significant_at)
                                 THEN ? ELSE significant_at END,
                significance = GREATEST(significance, ?),
                changes = changes + ?,
                first_data = CASE WHEN ? < first_change_at THEN ? ELSE first_data END,
                first_change_at = LEAST(first_change_at, ?),
                last_data = CASE WHEN ? >= last_change_at THEN ? ELSE last_data END,
                last_change_at = GREATEST(last_change_at, ?)
            WHERE organization_id = ? AND resource_type = ? AND resource_id = ?""";
    private static final String OPEN = """
            INSERT INTO coalescing_bucket (significance, event_type, significant_at, changes, first_change_at,
                last_change_at, first_data, last_data, organization_id, resource_type, resource_id, opened_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, clock_timestamp())
            ON CONFLICT DO NOTHING""";

    @Inject
    private Database database;

    /** Adds each summary to its bucket, opening it when there is none. */
    public void raise(SortedMap<BucketKey, Summary> summaries) {
        try (Connection connection = database.connection()) {
            SortedMap<BucketKey, Summary> left = new TreeMap<>(summaries);
            while (!left.isEmpty()) {
                keepMissed(left, RAISE, connection);
                keepMissed(left, OPEN, connection);
            }
        } catch (SQLException e) {
            throw new DatabaseFailure("cannot raise buckets", e);
        }
    }

    private static void keepMissed(SortedMap<BucketKey, Summary> left, String sql, Connection connection)
            throws SQLException {
        if (left.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Map.Entry<BucketKey, Summary> entry : left.entrySet()) {
                if (sql.equals(RAISE)) {
                    bindRaise(statement, entry.getKey(), entry.getValue());
                } else {
                    bindOpen(statement, entry.getKey(), entry.getValue());
                }
                statement.addBatch();
            }
            int[] counts = statement.executeBatch();
            int i = 0;
            for (var keys = left.keySet().iterator(); keys.hasNext(); i++) {
                keys.next();
                if (hit(counts[i])) {
                    keys.remove();
                }
            }
        }
    }

    private static boolean hit(int count) throws SQLException {
        if (count == Statement.SUCCESS_NO_INFO) {
            throw new SQLException("the driver must count rows: reWriteBatchedInserts is not allowed here");
        }
        return count == 1;
    }

    private static void bindRaise(PreparedStatement raise, BucketKey key, Summary summary) throws SQLException {
        Binder binder = Binder.of(raise);
        int significance = summary.operation().significance();
        Instant significantAt = summary.significantAt();
        binder.add(significance).add(significance).add(significantAt).add(summary.eventType());
        binder.add(significance).add(significance).add(significantAt).add(significantAt);
        binder.add(significance).add(summary.changes());
        binder.add(summary.firstAt()).add(summary.firstData()).add(summary.firstAt());
        binder.add(summary.lastAt()).add(summary.lastData()).add(summary.lastAt());
        binder.add(key.organizationId()).add(key.resourceType()).add(key.resourceId());
    }

    private static void bindOpen(PreparedStatement open, BucketKey key, Summary summary) throws SQLException {
        Binder.of(open).add(summary.operation().significance()).add(summary.eventType())
                .add(summary.significantAt()).add(summary.changes()).add(summary.firstAt()).add(summary.lastAt())
                .add(summary.firstData()).add(summary.lastData())
                .add(key.organizationId()).add(key.resourceType()).add(key.resourceId());
    }
}
