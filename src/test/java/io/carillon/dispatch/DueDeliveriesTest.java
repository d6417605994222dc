package io.carillon.dispatch;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.carillon.database.MigratedDatabase;
import io.carillon.database.Rows;
import io.carillon.dispatch.Backlog.LeftOut;
import io.carillon.endpoint.TrackRecord;
import io.carillon.message.Deliveries;
import io.carillon.message.DueDelivery;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which due deliveries a claim looks at, by what is known of their endpoints, on both databases. */
@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class DueDeliveriesTest {

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aClaimSeesWhatIsDueInItsOrder(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            assertThat(seen(database, 10, Set.of(), Set.of()), contains("failing FAILING", "new NEW", "proven PROVEN"));
            assertThat(seen(database, 2, Set.of(), Set.of()), contains("failing FAILING", "new NEW"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aClaimLeavesOutEndpointsAndTrackRecords(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            assertThat(seen(database, 10, Set.of("new"), Set.of()), contains("failing FAILING", "proven PROVEN"));
            assertThat(seen(database, 10, Set.of(), Set.of(TrackRecord.FAILING)), contains("new NEW", "proven PROVEN"));
            assertThat(seen(database, 10, Set.of("proven"), Set.of(TrackRecord.NEW, TrackRecord.FAILING)), empty());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aClaimForSomeEndpointsSeesOnlyWhatIsDueToThem(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            Deliveries deliveries = new Deliveries(database);
            assertThat(deliveries.lockDue(10, Set.of("proven", "failing")).stream().map(DueDelivery::id).toList(),
                    contains("due failing", "due proven"));
            assertThat(deliveries.lockDue(1, Set.of("proven", "new")).stream().map(DueDelivery::id).toList(),
                    contains("due new"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aClaimLooksBackAsFarAsItShould(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            assertThat(seen(database, 10, new LeftOut(Set.of(), Set.of()), Optional.of(Duration.ofSeconds(250))),
                    contains("new NEW", "proven PROVEN"));
            LeftOut leftOut = new LeftOut(Set.of("new"), Set.of(TrackRecord.PROVEN));
            assertThat(seen(database, 10, leftOut, Optional.of(Duration.ofMillis(350_500))), contains("failing FAILING"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aClaimLocksNoMoreThanItLooksAt(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            database.transaction(() -> {
                assertThat(seen(database, 1, Set.of(), Set.of()), contains("failing FAILING"));
                try (Connection another = database.anotherConnection(); Statement statement = another.createStatement()) {
                    assertThat(statement.executeUpdate("UPDATE delivery SET fence = 1 WHERE id <> 'due failing'"), is(5));
                }
            });
        }
    }

    private static List<String> seen(MigratedDatabase database, int limit, Set<String> endpoints, Set<TrackRecord> trackRecords) {
        return seen(database, limit, new LeftOut(endpoints, trackRecords), Optional.empty());
    }

    private static List<String> seen(MigratedDatabase database, int limit, LeftOut leftOut, Optional<Duration> reach) {
        return new Deliveries(database).lockDue(limit, leftOut.endpoints(), leftOut.trackRecords(), reach).stream()
                .map(due -> due.endpointId() + " " + due.trackRecord()).toList();
    }

    /** A failing, a new and a proven endpoint, each with a delivery that is due, in this order, and one that is not. */
    private static MigratedDatabase filled(String vendor) throws SQLException {
        MigratedDatabase database = MigratedDatabase.of(vendor);
        Rows.application(database);
        Rows.message(database, "wh", "CURRENT_TIMESTAMP");
        endpoint(database, "failing", "CURRENT_TIMESTAMP", "CURRENT_TIMESTAMP", 300);
        endpoint(database, "new", "NULL", "NULL", 200);
        endpoint(database, "proven", "NULL", "CURRENT_TIMESTAMP", 100);
        return database;
    }

    private static void endpoint(MigratedDatabase database, String id, String failingSince, String provenAt, int dueSince)
            throws SQLException {
        Rows.endpoints(database, id);
        database.execute("UPDATE endpoint SET failing_since = %s, proven_at = %s WHERE id = '%s'"
                .formatted(failingSince, provenAt, id));
        database.execute("""
                INSERT INTO delivery (id, message_id, endpoint_id, state, attempts, fence, due_at, created_at)
                VALUES ('due %1$s', 'wh', '%1$s', 'pending', 0, 0,
                    CURRENT_TIMESTAMP - INTERVAL '%2$d' SECOND, CURRENT_TIMESTAMP),
                    ('later %1$s', 'wh', '%1$s', 'pending', 0, 0,
                    CURRENT_TIMESTAMP + INTERVAL '60' SECOND, CURRENT_TIMESTAMP)""".formatted(id, dueSince));
    }
}
