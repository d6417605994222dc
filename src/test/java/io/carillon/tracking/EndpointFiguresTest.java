package io.carillon.tracking;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.carillon.database.MigratedDatabase;
import io.carillon.database.Rows;
import io.carillon.message.DeliveryState;
import io.carillon.platform.Ids;
import io.carillon.tracking.EndpointFigures.Pending;
import io.carillon.tracking.EndpointFigures.States;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is counted of an endpoint's deliveries. */
@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class EndpointFiguresTest {

    private static final Instant NOW = Instant.parse("2026-05-02T12:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void theLast24HoursOfOneEndpointAreCounted(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            prepare(database);
            delivery(database, "ep", "failed", NOW.minusSeconds(86_401), null);
            delivery(database, "ep", "failed", NOW.minusSeconds(86_400), null);
            delivery(database, "ep", "succeeded", NOW.minusSeconds(2), null);
            delivery(database, "ep", "succeeded", NOW.minusSeconds(1), null);
            delivery(database, "other", "succeeded", NOW, null);
            assertThat(new EndpointFigures(database).states("ep", NOW), is(new States(NOW.minusSeconds(86_400),
                    Map.of(DeliveryState.FAILED, 1L, DeliveryState.SUCCEEDED, 2L))));
            assertThat(new EndpointFigures(database, 2).states("ep", NOW),
                    is(new States(NOW.minusSeconds(2), Map.of(DeliveryState.SUCCEEDED, 2L))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void whatIsPendingIsDueOrPlanned(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            prepare(database);
            EndpointFigures figures = new EndpointFigures(database, 4);
            assertThat(figures.pending("ep", NOW), is(new Pending(false, 0, null, null)));
            delivery(database, "ep", "pending", NOW, NOW.minusSeconds(20));
            delivery(database, "ep", "pending", NOW, NOW.minusSeconds(10));
            delivery(database, "ep", "pending", NOW, NOW.plusSeconds(10));
            assertThat(figures.pending("ep", NOW), is(new Pending(false, 2, NOW.minusSeconds(20), NOW.plusSeconds(10))));
            delivery(database, "other", "pending", NOW, NOW.minusSeconds(40));
            delivery(database, "other", "pending", NOW, NOW.minusSeconds(30));
            assertThat(figures.pending("ep", NOW), is(new Pending(true, 2, NOW.minusSeconds(20), null)));
        }
    }

    private static void prepare(MigratedDatabase database) throws SQLException {
        Rows.application(database);
        Rows.endpoints(database, "ep", "other");
        Rows.message(database, "wh", "CURRENT_TIMESTAMP");
    }

    private static void delivery(MigratedDatabase database, String endpoint, String state, Instant created, Instant due)
            throws SQLException {
        String id = Ids.lowest("dl", created) + Ids.next("").substring(5);
        database.execute("""
                INSERT INTO delivery (id, message_id, endpoint_id, state, attempts, fence, created_at, due_at)
                VALUES ('%s', 'wh', '%s', '%s', 0, 0, '%s', %s)""".formatted(id.substring(0, Math.min(40, id.length())), endpoint,
                state, created, due == null ? "NULL" : "'" + due + "'"));
    }
}
