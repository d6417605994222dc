package io.carillon.database;

import io.carillon.platform.FactLog;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Migrates the schema to the version of this build, over connections outside the server's transactions. */
public final class Migrations {

    private static final FactLog LOG = FactLog.of(Migrations.class);
    /** The first version with {@code MERGE}. */
    private static final int OLDEST_POSTGRESQL = 15;
    static final String HISTORY = "schema_history";
    /** Counts the runs of a migration that only unreleased builds had. */
    private static final String UNRELEASED = "SELECT COUNT(*) FROM " + HISTORY + " WHERE script LIKE '%failing_endpoints.sql'";

    private final DataSource source;

    Migrations(DataSource source) {
        this.source = source;
    }

    /** Migrates a database outside the server: {@code carillon.jar migrate} calls this by its name. */
    public static void migrate(String url, String user, String password) {
        ClassLoader drivers = Migrations.class.getClassLoader();
        new Migrations(Flyway.configure(drivers).dataSource(url, user, password).getDataSource()).apply();
    }

    /**
     * Applies the missing migrations.
     *
     * @return the vendor of the database
     * @throws IllegalStateException if the database is too old, or was created by an unreleased build
     */
    Vendor apply() {
        Vendor vendor = check();
        boolean isMissing = flyway(configuration(), vendor, null).info().pending().length > 0;
        int applied = flyway(configuration(), vendor, isMissing ? withoutLimits(vendor) : null).migrate().migrationsExecuted;
        LOG.info("database.ready", "vendor", vendor.folder(), "migrations", applied);
        return vendor;
    }

    private FluentConfiguration configuration() {
        return Flyway.configure(Migrations.class.getClassLoader()).dataSource(source);
    }

    /**
     * Lifts the time limits of the sessions that migrate. A start that finds nothing to migrate leaves its sessions alone:
     * behind a pooler, they are those of all nodes.
     */
    private static String withoutLimits(Vendor vendor) {
        return vendor == Vendor.H2 ? null
                : "SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0";
    }

    /** Flyway for the data source of {@code configuration}, with Carillon's migrations and without time limits. */
    static Flyway flyway(FluentConfiguration configuration, Vendor vendor) {
        return flyway(configuration, vendor, withoutLimits(vendor));
    }

    private static Flyway flyway(FluentConfiguration configuration, Vendor vendor, String sessionSql) {
        return configuration
                .locations("classpath:db/migration/common", "classpath:db/migration/" + vendor.folder())
                .callbackLocations(new String[0])
                .failOnMissingLocations(true)
                .table(HISTORY)
                .initSql(sessionSql)
                .load();
    }

    private Vendor check() {
        try (Connection connection = source.getConnection()) {
            DatabaseMetaData database = connection.getMetaData();
            rejectUnreleased(connection, database);
            if (database.getDatabaseProductName().equals("H2")) {
                return Vendor.H2;
            }
            if (database.getDatabaseMajorVersion() < OLDEST_POSTGRESQL) {
                throw new IllegalStateException("Carillon needs PostgreSQL " + OLDEST_POSTGRESQL + " or newer; this is "
                        + database.getDatabaseProductVersion());
            }
            return Vendor.POSTGRESQL;
        } catch (SQLException e) {
            throw new DatabaseFailure("no connection to the database", e);
        }
    }

    private static void rejectUnreleased(Connection connection, DatabaseMetaData database) throws SQLException {
        try (var tables = database.getTables(connection.getCatalog(), connection.getSchema(), HISTORY, null)) {
            if (!tables.next()) {
                return;
            }
        }
        try (var statement = connection.createStatement(); var count = statement.executeQuery(UNRELEASED)) {
            count.next();
            if (count.getInt(1) > 0) {
                throw new IllegalStateException("This database was created by an unreleased build of Carillon and cannot be"
                        + " migrated; start with an empty database");
            }
        }
    }
}
