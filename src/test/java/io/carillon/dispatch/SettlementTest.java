package io.carillon.dispatch;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.carillon.database.MigratedDatabase;
import io.carillon.database.Rows;
import io.carillon.endpoint.SwitchedOffEndpoints;
import io.carillon.message.Deliveries;
import io.carillon.message.Messages;
import io.carillon.settings.Settings;
import io.carillon.statistics.Subject;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is pending for an endpoint that was switched off or deleted, on both databases. */
@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class SettlementTest {

    private static final String STATES =
            "SELECT state || ' ' || COUNT(*) FROM delivery WHERE endpoint_id = '%s' GROUP BY state ORDER BY state";

    @ParameterizedTest
    @CsvSource({"h2,inactive,skipped", "h2,disabled,skipped", "h2,deleted,cancelled",
        "postgresql,inactive,skipped", "postgresql,disabled,skipped", "postgresql,deleted,cancelled"})
    void everythingThatNoNodeCanBeSendingIsSettledInPages(String vendor, String status, String settled) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            database.execute("UPDATE endpoint SET status = '" + status + "', is_unsettled = TRUE WHERE id = 'off'");
            Settlement settlement = settlement(database);
            assertThat(settlement.endpoints(), contains("off"));

            Settlement.Page first = settlement.settle("off", "");
            assertThat(first.settled(), is(Settlement.PAGE));
            Settlement.Page second = settlement.settle("off", first.last());
            assertThat(second.settled(), is(500));
            Map<Subject, Integer> skipped = new HashMap<>(first.skipped());
            second.skipped().forEach((subject, deliveries) -> skipped.merge(subject, deliveries, Integer::sum));
            assertThat(skipped, is(settled.equals("skipped") ? Map.of(new Subject("off", 7L, "team.updated"), 1_500) : Map.of()));

            assertThat("one may be in flight", database.query(STATES.formatted("off")),
                    containsInAnyOrder("pending 1", settled + " 1500"));
            assertThat(database.query(STATES.formatted("on")), contains("pending 1"));
            assertThat(settlement.endpoints(), is(empty()));
            assertThat(database.query("SELECT id FROM delivery WHERE state <> 'pending' AND completed_at IS NULL"), is(empty()));
        }
    }

    @ParameterizedTest
    @CsvSource({"h2", "postgresql"})
    void anEndpointThatWasSwitchedOnAgainKeepsItsDeliveries(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            assertThat(settlement(database).settle("off", "").settled(), is(0));
            assertThat(database.query(STATES.formatted("off")), contains("pending 1501"));
        }
    }

    private static Settlement settlement(MigratedDatabase database) {
        Settlement settlement = new Settlement();
        settlement.endpoints = new SwitchedOffEndpoints(database);
        settlement.deliveries = new Deliveries(database);
        settlement.messages = new Messages(database);
        settlement.settings = Settings.of(Map.of("carillon.delivery.timeout", "PT15S"));
        return settlement;
    }

    /** 1,000 due deliveries, 500 that wait for a retry and one under a lease to an endpoint, and one to another. */
    private static MigratedDatabase filled(String vendor) throws SQLException {
        MigratedDatabase database = MigratedDatabase.of(vendor);
        Rows.application(database);
        Rows.endpoints(database, "off", "on");
        Rows.message(database, "wh", "CURRENT_TIMESTAMP");
        deliveries(database, "off", "due", 1_000, "-1");
        deliveries(database, "off", "later", 500, "7200");
        deliveries(database, "off", "leased", 1, "20");
        deliveries(database, "on", "other", 1, "-1");
        return database;
    }

    private static void deliveries(MigratedDatabase database, String endpoint, String prefix, int count, String dueIn)
            throws SQLException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < count; i++) {
            rows.append(i == 0 ? "" : ",").append("""
                    ('%s-%04d', 'wh', '%s', 'pending', 0, 1, CURRENT_TIMESTAMP + INTERVAL '%s' SECOND, CURRENT_TIMESTAMP)"""
                    .formatted(prefix, i, endpoint, dueIn));
        }
        database.execute("INSERT INTO delivery (id, message_id, endpoint_id, state, attempts, fence, due_at, created_at) VALUES "
                + rows);
    }
}
