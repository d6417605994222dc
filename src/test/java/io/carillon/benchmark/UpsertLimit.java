package io.carillon.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What PostgreSQL does by itself: plain JDBC that raises rows of a table like the buckets', a number of them in each
 * transaction, sent as statements of many rows.
 */
final class UpsertLimit implements AutoCloseable {

    private static final String UPSERT = """
            INSERT INTO benchmark_bucket (significance, event_type, changes, first_change_at, last_change_at, last_arrival,
                first_data_at, first_data, last_data_at, last_data, organization_id, resource_type, resource_id, slot, opened_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?)
            ON CONFLICT (organization_id, resource_type, resource_id, slot) DO UPDATE SET
                significance = GREATEST(benchmark_bucket.significance, EXCLUDED.significance),
                changes = benchmark_bucket.changes + EXCLUDED.changes,
                last_data = EXCLUDED.last_data, last_change_at = EXCLUDED.last_change_at""";
    private static final String DATA = "{\"leaderboard_id\":\"lb_987654321\",\"old_score\":850,\"new_score\":950,\"n\":1}";

    private final List<Connection> connections = new ArrayList<>();
    private final ClosedLoop loop;

    /** {@code concurrency} connections that raise {@code rows} rows in each transaction. */
    UpsertLimit(Sql sql, int concurrency, int rows) {
        sql.run("CREATE TABLE IF NOT EXISTS benchmark_bucket (LIKE coalescing_bucket INCLUDING ALL)");
        List<Work> workers = new ArrayList<>();
        for (int i = 0; i < concurrency; i++) {
            Connection connection = sql.connect(Map.of("reWriteBatchedInserts", "true"));
            connections.add(connection);
            workers.add(() -> upsert(connection, rows));
        }
        loop = new ClosedLoop(workers);
    }

    private static int upsert(Connection connection, int rows) throws SQLException {
        connection.setAutoCommit(false);
        int first = ThreadLocalRandom.current().nextInt(Intake.OBJECTS - rows + 1);
        OffsetDateTime now = OffsetDateTime.now();
        try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
            for (int row = first; row < first + rows; row++) {
                Object[] values =
                        {1, "score.updated", 1, now, now, 1L, now, DATA, now, DATA, 1L, "score", "object-" + row, now};
                for (int i = 0; i < values.length; i++) {
                    upsert.setObject(i + 1, values[i]);
                }
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
        connection.commit();
        return rows;
    }

    void warmUp(Duration least) {
        loop.warmUp(least, () -> true);
    }

    /** Rows in a second. */
    double perSecond(Duration time) {
        return loop.run(time).perSecond();
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : connections) {
            connection.close();
        }
    }
}
