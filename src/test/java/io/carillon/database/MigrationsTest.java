package io.carillon.database;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** The migrations run on an empty database of both kinds, a second time without effect, and bring both documents' tables. */
class MigrationsTest {

    @Test
    void onH2() throws SQLException {
        check("jdbc:h2:mem:migrations;DB_CLOSE_DELAY=-1;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH",
                "h2");
    }

    @Test
    void onPostgreSql() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            check(postgres.getJdbcUrl("postgres", "postgres"), "postgresql");
        }
    }

    private static void check(String url, String vendor) throws SQLException {
        Flyway flyway = Flyway.configure().dataSource(url, null, null).table("schema_history")
                .locations("classpath:db/migration/common", "classpath:db/migration/" + vendor).load();
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
                    containsInAnyOrder("endpoint.failing", "endpoint.disabled", "endpoint.recovered"));
            assertThat(query(connection, "SELECT CASE WHEN clock_timestamp() > CURRENT_TIMESTAMP THEN 'moves' END"),
                    contains("moves"));
        }
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
}
