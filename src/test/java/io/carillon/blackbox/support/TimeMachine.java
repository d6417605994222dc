package io.carillon.blackbox.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * A real PostgreSQL whose {@code clock_timestamp()} does not move until the test moves it. Everything that decides by time
 * asks the database for it, so days pass for the service in the moment they are said to; and as nothing happens between
 * two moves, a test knows exactly what fell into which window.
 */
public final class TimeMachine implements AutoCloseable {

    private final EmbeddedPostgres postgres;
    private Instant now;

    public TimeMachine(Instant start) {
        now = start;
        try {
            postgres = EmbeddedPostgres.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        execute("CREATE SCHEMA machine");
        execute("CREATE TABLE machine.moment (now TIMESTAMP WITH TIME ZONE NOT NULL)");
        execute("INSERT INTO machine.moment VALUES ('" + now + "')");
        execute("CREATE FUNCTION machine.clock_timestamp() RETURNS TIMESTAMP WITH TIME ZONE LANGUAGE sql VOLATILE"
                + " AS 'SELECT now FROM machine.moment'");
    }

    /** What makes a service use this database and its time. */
    public Map<String, String> settings() {
        return new HashMap<>(Map.of(
                "CARILLON_DB_URL", url() + "?options=-c%20search_path=public,machine,pg_catalog",
                "CARILLON_DB_USER", "postgres",
                "CARILLON_DB_PASSWORD", "postgres",
                "CARILLON_SECRETS_KEY", Base64.getEncoder().encodeToString(new byte[32])));
    }

    private String url() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
    }

    public Instant now() {
        return now;
    }

    public void pass(Duration duration) {
        now = now.plus(duration);
        execute("UPDATE machine.moment SET now = '" + now.atOffset(ZoneOffset.UTC) + "'");
    }

    /** The one number that {@code sql} gives. */
    public long number(String sql) {
        try (Connection connection = connect(); ResultSet row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private void execute(String sql) {
        try (Connection connection = connect()) {
            connection.createStatement().execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), "postgres", "postgres");
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
