package io.carillon.benchmark;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;

/** The benchmark's own connection to PostgreSQL: to count, to fill and to look. */
final class Sql implements AutoCloseable {

    private static final String COUNTS = """
            SELECT (SELECT COALESCE(SUM(calls), 0) FROM pg_stat_statements),
                   pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')""";

    private final Map<String, String> settings;
    private final Connection connection;

    Sql(Map<String, String> settings) {
        this.settings = settings;
        this.connection = connect(Map.of());
        run("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
    }

    /** One more connection, with {@code parameters} of the driver. */
    Connection connect(Map<String, String> parameters) {
        Properties properties = new Properties();
        properties.put("user", settings.get("CARILLON_DB_USER"));
        properties.put("password", settings.get("CARILLON_DB_PASSWORD"));
        properties.putAll(parameters);
        try {
            return DriverManager.getConnection(settings.get("CARILLON_DB_URL"), properties);
        } catch (SQLException e) {
            throw new VoidRun("no connection", e);
        }
    }

    /** Runs {@code sql} with {@code values}; how many rows it changed. */
    int run(String sql, Object... values) {
        try (PreparedStatement statement = prepare(sql, values)) {
            return statement.execute() ? 0 : statement.getUpdateCount();
        } catch (SQLException e) {
            throw new VoidRun(sql, e);
        }
    }

    /** The number that {@code sql} finds. */
    long number(String sql, Object... values) {
        try (PreparedStatement statement = prepare(sql, values); ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new VoidRun(sql, e);
        }
    }

    private PreparedStatement prepare(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    Counts counts() {
        try (PreparedStatement statement = prepare(COUNTS); ResultSet row = statement.executeQuery()) {
            row.next();
            return new Counts(row.getLong(1), row.getLong(2));
        } catch (SQLException e) {
            throw new VoidRun("cannot count", e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new VoidRun("cannot close", e);
        }
    }

    /** Statements that PostgreSQL has run, and bytes of its write-ahead log, since it began. */
    record Counts(long statements, long logBytes) {
    }
}
