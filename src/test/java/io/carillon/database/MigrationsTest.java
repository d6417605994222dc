package io.carillon.database;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The migrations run on an empty database of both kinds, a second time without effect, and bring both documents' tables. */
@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class MigrationsTest {

    private static final String LIMITS = "SELECT current_setting(name) FROM pg_settings WHERE name IN ('statement_timeout',"
            + " 'lock_timeout', 'idle_in_transaction_session_timeout')";

    @Test
    void onH2() throws SQLException {
        check("jdbc:h2:mem:migrations;DB_CLOSE_DELAY=-1;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH",
                Vendor.H2);
    }

    @Test
    void onPostgreSql() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            check(postgres.getJdbcUrl("postgres", "postgres"), Vendor.POSTGRESQL);
        }
    }

    private static void check(String url, Vendor vendor) throws SQLException {
        Flyway flyway = Migrations.flyway(Flyway.configure().dataSource(url, null, null), vendor);
        assertThat(flyway.migrate().migrationsExecuted, is(flyway.info().all().length));
        assertThat(flyway.migrate().migrationsExecuted, is(0));
        try (Connection connection = DriverManager.getConnection(url)) {
            assertThat(query(connection, "SELECT name || ' ' || on_create || ' ' || on_update || ' ' || on_delete "
                    + "FROM resource_type WHERE name IN ('event', 'affiliation', 'profile', 'eligibility')"),
                    containsInAnyOrder("event notify notify notify", "profile silent silent silent",
                            "affiliation notify-parent notify-parent notify-parent", "eligibility notify notify absent"));
            assertThat(query(connection, "SELECT name FROM event_type WHERE example IS NOT NULL AND resource_type <> 'endpoint'"),
                    containsInAnyOrder("score.updated", "leaderboard.created", "leaderboard.updated", "ranking.changed",
                            "competition.started", "competition.ended", "participant.added", "participant.updated",
                            "team.created", "team.member_added", "achievement.unlocked", "milestone.reached"));
            assertThat(query(connection, "SELECT name FROM event_type WHERE resource_type = 'endpoint'"),
                    containsInAnyOrder("endpoint.failing", "endpoint.disabled", "endpoint.recovered",
                            "endpoint.certificate_ending", "endpoint.delivery_failed", "endpoint.created", "endpoint.updated",
                            "endpoint.deleted"));
            assertThat(query(connection, "SELECT CASE WHEN clock_timestamp() > CURRENT_TIMESTAMP THEN 'moves' END"),
                    contains("moves"));
        }
    }

    /** A long one would end in the middle, or lose the lock on the schema. */
    @Test
    void aMigrationHasNoTimeLimits() throws SQLException {
        try (MigratedDatabase database = MigratedDatabase.of("postgresql")) {
            LimitsFound limits = new LimitsFound(new ArrayList<>());
            Migrations.flyway(Flyway.configure().dataSource(limited(database), null, null).javaMigrations(limits),
                    Vendor.POSTGRESQL).migrate();
            assertThat(limits.found, contains("0", "0", "0"));
        }
    }

    /** Behind a pooler, a session of one node is one of another node next. */
    @Test
    void aStartWithoutMigrationsLeavesItsSessionsAsTheyAre() throws SQLException {
        try (MigratedDatabase database = MigratedDatabase.of("postgresql")) {
            List<Connection> sessions = new ArrayList<>();
            PGSimpleDataSource source = new PGSimpleDataSource() {

                @Override
                public Connection getConnection() throws SQLException {
                    Connection session = super.getConnection();
                    sessions.add(session);
                    return Database.lent(session);
                }
            };
            source.setUrl(limited(database));
            new Migrations(source).apply();
            assertThat(sessions, is(not(empty())));
            for (Connection session : sessions) {
                assertThat(query(session, LIMITS), contains("7s", "7s", "7s"));
                session.close();
            }
        }
    }

    private static String limited(MigratedDatabase database) {
        return database.url() + "&options=-c%20statement_timeout=7s%20-c%20lock_timeout=7s"
                + "%20-c%20idle_in_transaction_session_timeout=7s";
    }

    @Test
    void bothVendorsHaveTheSameNumbers() throws IOException {
        assertThat(numbers("h2"), is(numbers("postgresql")));
        assertThat(numbers("h2").stream().filter(numbers("common")::contains).toList(), is(empty()));
    }

    /** Without it, Flyway finds no file of a folder on Liberty. */
    @ParameterizedTest
    @ValueSource(strings = {"common", "h2", "postgresql"})
    void eachFolderHasAMarker(String folder) {
        assertThat(Path.of("src/main/resources/db/migration", folder, "flyway.location").toFile().isFile(), is(true));
    }

    private static SortedSet<String> numbers(String folder) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration", folder))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".sql"))
                    .map(name -> name.substring(0, name.indexOf("__"))).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void aDatabaseOfAnUnreleasedBuildIsRefusedInOneSentence() throws SQLException {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:unreleased;DB_CLOSE_DELAY=-1;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE");
        try (Connection connection = source.getConnection(); var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE schema_history (script VARCHAR(1000))");
            statement.execute("INSERT INTO schema_history VALUES ('V1__schema.sql'), ('V4__failing_endpoints.sql')");
        }
        var refused = assertThrows(IllegalStateException.class, () -> new Migrations(source).apply());
        assertThat(refused.getMessage(), containsString("start with an empty database"));
    }

    private static List<String> query(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    /** A migration that reads the limits of its session. */
    private record LimitsFound(List<String> found) implements JavaMigration {

        @Override
        public MigrationVersion getVersion() {
            return MigrationVersion.fromVersion("9999");
        }

        @Override
        public String getDescription() {
            return "limits";
        }

        @Override
        public Integer getChecksum() {
            return null;
        }

        @Override
        public boolean canExecuteInTransaction() {
            return true;
        }

        @Override
        public void migrate(Context context) throws SQLException {
            found.addAll(query(context.getConnection(), LIMITS));
        }
    }
}
