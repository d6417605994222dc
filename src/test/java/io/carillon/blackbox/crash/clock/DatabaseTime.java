package io.carillon.blackbox.crash.clock;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;

/**
 * The time of a PostgreSQL as a service sees it: {@code clock_timestamp()} of a schema that comes before the server's own
 * functions on the search path. A test sets it.
 */
final class DatabaseTime {

    private static final String ON_PATH = "options=-c%20search_path=public,test_clock,pg_catalog";

    private final String url;
    private final String user;
    private final String password;

    /** The time of the database in the settings of a service; it is right. */
    DatabaseTime(Map<String, String> settings) {
        url = settings.get("CARILLON_DB_URL");
        user = settings.get("CARILLON_DB_USER");
        password = settings.get("CARILLON_DB_PASSWORD");
        try (Connection database = DriverManager.getConnection(url, user, password);
                Statement statement = database.createStatement()) {
            statement.execute("CREATE SCHEMA test_clock");
            statement.execute("CREATE TABLE test_clock.difference (seconds DOUBLE PRECISION NOT NULL)");
            statement.execute("INSERT INTO test_clock.difference VALUES (0)");
            statement.execute("""
                    CREATE FUNCTION test_clock.clock_timestamp() RETURNS TIMESTAMP WITH TIME ZONE LANGUAGE sql VOLATILE AS
                    'SELECT pg_catalog.clock_timestamp() + seconds * INTERVAL ''1'' SECOND FROM test_clock.difference'""");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The URL of the database for a service that sees this time. */
    String url() {
        return url + (url.contains("?") ? "&" : "?") + ON_PATH;
    }

    /** Sets the time to the right one plus {@code difference}. */
    void set(Duration difference) {
        try (Connection database = DriverManager.getConnection(url, user, password);
                PreparedStatement update = database.prepareStatement("UPDATE test_clock.difference SET seconds = ?")) {
            update.setDouble(1, difference.toNanos() / 1e9);
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
