package io.carillon.monitor;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;

import io.carillon.database.MigratedDatabase;
import io.carillon.database.Rows;
import io.carillon.settings.Settings;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What waits in the database, on both databases. */
@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class BacklogsTest {

    private static final double SLACK = 20;

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void nothingWaitsAtFirst(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            Backlogs backlogs = backlogs(database);
            assertThat(backlogs.due().values().stream().mapToLong(Backlogs.Due::count).sum(), is(0L));
            assertThat(backlogs.tickLagSeconds(), is(0.0));
            assertThat(backlogs.waitingForTurn(), is(0L));
            assertThat(backlogs.openObjects() + backlogs.notices() + backlogs.pausedEndpoints() + backlogs.nodes(),
                    is(0L));
            assertThat(backlogs.endpoints(), is(Map.of()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void dueDeliveriesAreCountedByWhatTheyWaitFor(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            Rows.application(database);
            Rows.message(database, "wh", "CURRENT_TIMESTAMP");
            endpoint(database, "proven", "proven_at = CURRENT_TIMESTAMP");
            endpoint(database, "new", "proven_at = NULL");
            endpoint(database, "failing", "failing_since = CURRENT_TIMESTAMP");
            endpoint(database, "paused", "paused_until = CURRENT_TIMESTAMP + INTERVAL '900' SECOND");
            endpoint(database, "resting", "is_paused = TRUE, rate_limit = 10");
            endpoint(database, "limited", "rate_limit = 10, rate_per = 'second'");
            endpoint(database, "off", "status = 'disabled', proven_at = NULL");
            delivery(database, "proven", "-600");
            delivery(database, "proven", "-30");
            delivery(database, "proven", "900");
            delivery(database, "failing", "-1000");
            delivery(database, "paused", "-2000");
            delivery(database, "resting", "-2000");
            delivery(database, "limited", "-500");
            database.execute("UPDATE delivery SET waits_for = 'proven -30' WHERE id = 'proven 900'");
            assertThat(backlogs(database).waitingForTurn(), is(1L));
            Map<Standing, Backlogs.Due> due = backlogs(database).due();
            assertThat(due.get(Standing.PROVEN).count(), is(2L));
            assertThat(due.get(Standing.PROVEN).oldestSeconds(), closeTo(600, SLACK));
            assertThat(due.get(Standing.NEW), is(new Backlogs.Due(0, 0)));
            assertThat(due.get(Standing.FAILING).oldestSeconds(), closeTo(1_000, SLACK));
            assertThat(due.get(Standing.PAUSED).count(), is(2L));
            assertThat(due.get(Standing.LIMITED).count(), is(1L));
            assertThat(backlogs(database).pausedEndpoints(), is(2L));
            assertThat(backlogs(database).endpoints(), is(Map.of(List.of("active", "proven"), 4.0, List.of("active", "new"), 1.0,
                    List.of("active", "failing"), 1.0, List.of("disabled", "new"), 1.0)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aTickIsLateWhenAWindowIsOver(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            bucket(database, "a", "-300");
            bucket(database, "b", "0");
            assertThat(backlogs(database).tickLagSeconds(), closeTo(270, 30 + SLACK));
            assertThat(backlogs(database).openObjects(), is(2L));
            database.execute("DELETE FROM coalescing_bucket WHERE resource_id = 'a'");
            assertThat(backlogs(database).tickLagSeconds(), closeTo(0, SLACK));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void noticesThatCollectDoNotWait(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            Rows.application(database);
            Rows.endpoints(database, "ep");
            notice(database, "'collects'", 50);
            assertThat(backlogs(database).notices(), is(0L));
            notice(database, "'its window is over'", -1);
            notice(database, "NULL", 50);
            assertThat(backlogs(database).notices(), is(2L));
        }
    }

    private static void notice(MigratedDatabase database, String slot, int dueIn) throws SQLException {
        database.execute("""
                INSERT INTO notice (id, event_type, endpoint_id, occurred_at, text, attempts, due_at, slot)
                VALUES ('%s', 'endpoint.updated', 'ep', clock_timestamp(), '{}', 0,
                    clock_timestamp() + %d * INTERVAL '1' SECOND, %s)""".formatted(slot.replace("'", ""), dueIn, slot));
    }

    private static Backlogs backlogs(MigratedDatabase database) {
        return new Backlogs(database, Settings.of(Map.of()));
    }

    private static void endpoint(MigratedDatabase database, String id, String state) throws SQLException {
        Rows.endpoints(database, id);
        database.execute("UPDATE endpoint SET proven_at = CURRENT_TIMESTAMP WHERE id = '" + id + "'");
        database.execute("UPDATE endpoint SET " + state + " WHERE id = '" + id + "'");
    }

    private static void delivery(MigratedDatabase database, String endpoint, String dueIn) throws SQLException {
        database.execute("""
                INSERT INTO delivery (id, message_id, endpoint_id, state, attempts, fence, due_at, created_at)
                VALUES ('%1$s %2$s', 'wh', '%1$s', 'pending', 0, 0, CURRENT_TIMESTAMP + INTERVAL '%2$s' SECOND,
                    CURRENT_TIMESTAMP)""".formatted(endpoint, dueIn));
    }

    private static void bucket(MigratedDatabase database, String object, String openedIn) throws SQLException {
        database.execute("""
                INSERT INTO coalescing_bucket (organization_id, resource_type, resource_id, slot, event_type, significance,
                    changes, first_change_at, last_change_at, last_arrival, opened_at)
                VALUES (1, 'team', '%s', '', 'team.updated', 1, 1, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, 1,
                    CURRENT_TIMESTAMP + INTERVAL '%s' SECOND)""".formatted(object, openedIn));
    }
}
