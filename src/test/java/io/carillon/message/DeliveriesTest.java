package io.carillon.message;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import io.carillon.database.MigratedDatabase;
import io.carillon.database.Rows;
import io.carillon.message.DeliveriesPlanned.Planned;
import io.carillon.settings.Settings;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of a row of the table {@code delivery}, on both databases. */
@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class DeliveriesTest {

    static final String ROWS = "SELECT id, state, attempts, fence, CASE WHEN due_at IS NULL THEN 'not due' "
            + "WHEN due_at > clock_timestamp() THEN 'later' ELSE 'now' END FROM delivery ORDER BY id";
    private static final Instant LATER = Instant.parse("9999-01-01T00:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aClaimRaisesTheFenceAndHidesTheDeliveryUntilTheLeaseEnds(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            Deliveries deliveries = new Deliveries(database);
            List<DueDelivery> due = due(deliveries);
            assertThat(due.stream().map(DueDelivery::id).toList(), containsInAnyOrder("dl_1", "dl_2"));

            deliveries.lease(due, Duration.ofMinutes(1));

            assertThat(database.query(ROWS),
                    contains("dl_1 pending 0 1 later", "dl_2 pending 0 1 later", "dl_3 skipped 0 0 not due"));
            assertThat(due(deliveries), is(empty()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aDeliveryThatIsClaimedWhenItIsWrittenIsDueWhenItsLeaseEnds(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            Planned direct = new Planned("dl_4", "wh", "ep_a", DeliveryState.PENDING);
            DeliveriesPlanned planned =
                    new DeliveriesPlanned(List.of(direct, new Planned("dl_5", "wh", "ep_b", DeliveryState.PENDING)));
            planned.claim(direct, null, Duration.ofMillis(89_001));
            Deliveries deliveries = new Deliveries(database);
            Deliveries.write(database, planned);

            assertThat(database.query(ROWS), hasItems("dl_4 pending 0 1 later", "dl_5 pending 0 0 now"));
            assertThat(planned.leavesSomeDue(), is(true));
            assertThat(database.query("SELECT id FROM delivery WHERE due_at BETWEEN clock_timestamp() + INTERVAL '85' SECOND"
                    + " AND clock_timestamp() + INTERVAL '90' SECOND"), contains("dl_4"));
            NextState succeeded = new NextState("dl_4", 1, 0, DeliveryState.SUCCEEDED, null);
            assertThat(deliveries.record(List.of(succeeded)), is(Set.of(succeeded)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void onlyTheNewestClaimMayRecord(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            Deliveries deliveries = new Deliveries(database);
            List<DueDelivery> due = due(deliveries);
            deliveries.lease(due, Duration.ofMinutes(1));
            deliveries.lease(due, Duration.ofMinutes(1));
            NextState old = new NextState("dl_1", 1, 0, DeliveryState.SUCCEEDED, null);
            NextState newest = new NextState("dl_2", 2, 0, DeliveryState.PENDING, LATER);

            assertThat(deliveries.record(List.of(old, newest)), is(Set.of(newest)));

            assertThat(database.query(ROWS),
                    contains("dl_1 pending 0 2 later", "dl_2 pending 1 2 later", "dl_3 skipped 0 0 not due"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void theSameOutcomeIsRecordedOnce(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            Deliveries deliveries = new Deliveries(database);
            deliveries.lease(due(deliveries), Duration.ofMinutes(1));
            NextState failed = new NextState("dl_1", 1, 0, DeliveryState.FAILED, null);

            assertThat(deliveries.record(List.of(failed)), is(Set.of(failed)));
            database.execute("""
                    INSERT INTO attempt (delivery_id, number, started_at, duration_ms, outcome)
                    VALUES ('dl_1', 1, CURRENT_TIMESTAMP, 1, 'status')""");
            assertThat(deliveries.record(List.of(failed)), is(empty()));

            assertThat(database.query(ROWS).get(0), is("dl_1 failed 1 1 not due"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void whatIsSettledIsNotDueUntilItIsReopened(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            Deliveries deliveries = new Deliveries(database);
            deliveries.settle(Map.of("dl_1", DeliveryState.CANCELLED, "dl_2", DeliveryState.SKIPPED));
            assertThat(database.query(ROWS),
                    contains("dl_1 cancelled 0 0 not due", "dl_2 skipped 0 0 not due", "dl_3 skipped 0 0 not due"));

            assertThat(reopening(database).reopen("dl_1"), is(1));
            assertThat("a pending one stays as it is", reopening(database).reopen("dl_1"), is(0));

            assertThat(database.query(ROWS).get(0), is("dl_1 pending 0 0 now"));
            assertThat(database.query("SELECT id FROM delivery WHERE completed_at IS NULL"), contains("dl_1"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void whatNoNodeCanBeSendingIsLockedInPages(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            Deliveries deliveries = new Deliveries(database);
            Duration lease = Duration.ofMinutes(1);
            assertThat(deliveries.lockUnclaimed("ep_a", "", lease, 1), contains("dl_1"));
            assertThat(deliveries.lockUnclaimed("ep_a", "dl_1", lease, 10), contains("dl_2"));
            assertThat(deliveries.lockUnclaimed("ep_b", "", lease, 10), is(empty()));

            database.execute("UPDATE delivery SET due_at = clock_timestamp() + INTERVAL '50' SECOND WHERE id = 'dl_1'");
            database.execute("UPDATE delivery SET due_at = clock_timestamp() + INTERVAL '70' SECOND WHERE id = 'dl_2'");
            assertThat("a lease may end in 50 seconds, but none in 70",
                    deliveries.lockUnclaimed("ep_a", "", lease, 10), contains("dl_2"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void whatIsReopenedGetsAFreshSchedule(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            Deliveries deliveries = new Deliveries(database);
            database.execute("UPDATE delivery SET state = 'failed', due_at = NULL, attempts = 10");
            reopening(database).reopen("dl_1");
            reopening(database).reopen(List.of("dl_3"));
            List<DueDelivery> due = due(deliveries);
            assertThat(due.stream().map(DueDelivery::id).toList(), containsInAnyOrder("dl_1", "dl_3"));
            for (DueDelivery one : due) {
                Delivery delivery = new Delivery(one.id(), null, null, one.attempts(), one.scheduleFrom(), one.fence());
                assertThat("the attempts go on counting", delivery.attempts(), is(10));
                assertThat("and the schedule begins again", delivery.attemptsOfSchedule(), is(0));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void onlySettledDeliveriesToActiveEndpointsMayBeSentAgain(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            List<String> all = List.of("dl_1", "dl_2", "dl_3", "dl_none");
            assertThat("two are pending", reopening(database).thatMayBeSent(all), is(Set.of("dl_3")));
            database.execute("UPDATE delivery SET state = 'failed', due_at = NULL");
            assertThat(reopening(database).thatMayBeSent(all), is(Set.of("dl_1", "dl_2", "dl_3")));
            database.execute("UPDATE endpoint SET status = 'inactive' WHERE id = 'ep_a'");
            assertThat(reopening(database).thatMayBeSent(all), is(Set.of("dl_3")));
            database.execute("UPDATE endpoint SET status = 'deleted' WHERE id = 'ep_b'");
            assertThat(reopening(database).thatMayBeSent(all), is(Set.of()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void whenTheClockWasSetBackFutureTimesMoveBackByTheStep(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            database.execute("UPDATE delivery SET due_at = clock_timestamp() + INTERVAL '59' MINUTE WHERE id = 'dl_1'");
            database.execute("UPDATE delivery SET due_at = clock_timestamp() + INTERVAL '90' MINUTE WHERE id = 'dl_2'");
            new Deliveries(database).moveBack(Duration.ofHours(1), Duration.ZERO);
            assertThat(database.query(ROWS),
                    contains("dl_1 pending 0 0 now", "dl_2 pending 0 0 later", "dl_3 skipped 0 0 not due"));
            assertThat(database.query("""
                    SELECT id FROM delivery WHERE due_at BETWEEN clock_timestamp() + INTERVAL '29' MINUTE
                        AND clock_timestamp() + INTERVAL '30' MINUTE"""), contains("dl_2"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void whatMayBeALeaseThatWasTakenAfterTheStepStays(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            database.execute("UPDATE delivery SET due_at = clock_timestamp() + INTERVAL '20' SECOND WHERE id = 'dl_1'");
            database.execute("UPDATE delivery SET due_at = clock_timestamp() + INTERVAL '40' SECOND WHERE id = 'dl_2'");
            new Deliveries(database).moveBack(Duration.ofHours(1), Duration.ofSeconds(30));
            assertThat(database.query(ROWS),
                    contains("dl_1 pending 0 0 later", "dl_2 pending 0 0 now", "dl_3 skipped 0 0 not due"));
        }
    }

    static Reopening reopening(MigratedDatabase database) {
        return new Reopening(database, new Turns(database, new Deliveries(database), Settings.of(Map.of())));
    }

    static List<DueDelivery> due(Deliveries deliveries) {
        return deliveries.lockDue(10, Set.of(), Set.of(), Optional.empty());
    }

    /** Two deliveries to one endpoint that are due, and a skipped one to another. */
    static MigratedDatabase filled(String vendor) throws SQLException {
        MigratedDatabase database = MigratedDatabase.of(vendor);
        Rows.application(database);
        database.execute("INSERT INTO organization (id, name, created_at) VALUES (7, 'Test', CURRENT_TIMESTAMP)");
        database.execute("INSERT INTO enablement (organization_id, application_id, enabled_at) "
                + "VALUES (7, 'app', CURRENT_TIMESTAMP)");
        Rows.endpoints(database, "ep_a", "ep_b");
        Rows.message(database, "wh", "CURRENT_TIMESTAMP");
        Deliveries.write(database, new DeliveriesPlanned(List.of(new Planned("dl_1", "wh", "ep_a", DeliveryState.PENDING),
                new Planned("dl_2", "wh", "ep_a", DeliveryState.PENDING),
                new Planned("dl_3", "wh", "ep_b", DeliveryState.SKIPPED))));
        return database;
    }
}
