package io.carillon.process.check;

import io.carillon.process.DatabaseAtStart;
import io.carillon.process.LaunchSettings;
import io.carillon.process.Launcher;
import io.carillon.settings.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;

/** The database: login, version, encoding, rights, connections, clock, and the version of the schema. */
record DatabaseCheck(Report report, int poolSize, Clock clock) {

    private static final String SUBJECT = "database";
    private static final int OLDEST = 15;
    private static final int TEN_THOUSAND = 10_000;
    /** What one node needs besides its pool: the migrations. */
    private static final int MORE_CONNECTIONS = 2;
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(5);
    private static final String FACTS = """
            SELECT current_setting('server_version'), CAST(current_setting('server_version_num') AS INTEGER),
                current_setting('server_encoding'), clock_timestamp(), current_schema(),
                COALESCE(has_schema_privilege(current_schema(), 'CREATE'), FALSE),
                CAST(current_setting('max_connections') AS INTEGER)
                    - CAST(current_setting('superuser_reserved_connections') AS INTEGER),
                to_regclass('schema_history') IS NOT NULL, current_setting('transaction_read_only') = 'on'""";
    private static final String SCHEMA_VERSION = """
            SELECT version FROM schema_history WHERE success AND version IS NOT NULL
            ORDER BY installed_rank DESC LIMIT 1""";

    static void run(Report report, LaunchSettings settings, Path folder, Clock clock) throws IOException {
        Optional<DatabaseAtStart> database = settings.databaseToAwait();
        if (database.isEmpty()) {
            report.passed(SUBJECT, "Embedded, in the home folder.");
            return;
        }
        Path driver = folder.resolve("postgresql.jar");
        Launcher.copy(Launcher.POSTGRESQL_DRIVER, driver);
        DatabaseCheck check = new DatabaseCheck(report, settings.settings().number(Setting.DB_POOL_SIZE), clock);
        try {
            database.get().once(driver, check::examine);
        } catch (SQLException e) {
            report.failed(SUBJECT, DatabaseAtStart.reason(e));
        }
    }

    private void examine(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean hasHistory;
            try (ResultSet facts = statement.executeQuery(FACTS)) {
                facts.next();
                judge(facts);
                hasHistory = facts.getBoolean(8);
            }
            report.passed(SUBJECT, (hasHistory ? schemaVersion(statement) : Optional.<String>empty())
                    .map(version -> "Its schema has version " + version + ".")
                    .orElse("It has no tables yet; the first start makes them."));
        }
    }

    private static Optional<String> schemaVersion(Statement statement) throws SQLException {
        try (ResultSet version = statement.executeQuery(SCHEMA_VERSION)) {
            return version.next() ? Optional.of(version.getString(1)) : Optional.empty();
        }
    }

    private void judge(ResultSet facts) throws SQLException {
        String version = "PostgreSQL " + facts.getString(1);
        if (facts.getInt(2) / TEN_THOUSAND < OLDEST) {
            report.failed(SUBJECT, version + " is too old; Carillon needs " + OLDEST + " or newer.");
        } else {
            report.passed(SUBJECT, version + " accepts the login.");
        }
        if (facts.getBoolean(9)) {
            report.failed(SUBJECT, "It takes no writes: it is a standby, or was made read-only.");
        }
        if (!facts.getString(3).equals("UTF8")) {
            report.failed(SUBJECT, "Its encoding is " + facts.getString(3) + ", which cannot keep every text; it must be UTF8.");
        }
        if (!facts.getBoolean(6)) {
            String schema = facts.getString(5) == null ? "search_path names no schema" : "the schema " + facts.getString(5);
            report.failed(SUBJECT, "The user may not create tables: " + schema + ".");
        }
        int connections = facts.getInt(7);
        if (poolSize + MORE_CONNECTIONS > connections) {
            report.warned(SUBJECT, "The server has " + connections + " connections, and a node may use "
                    + (poolSize + MORE_CONNECTIONS) + " (" + Setting.DB_POOL_SIZE.variable() + ").");
        }
        Duration apart = Duration.between(facts.getObject(4, OffsetDateTime.class).toInstant(), clock.instant()).abs();
        if (apart.compareTo(CLOCKS_DIFFER) > 0) {
            report.warned(SUBJECT, "Its clock and that of this machine differ by " + apart.toSeconds() + " s.");
        }
    }
}
