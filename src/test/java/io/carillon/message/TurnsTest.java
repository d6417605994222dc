package io.carillon.message;

import static io.carillon.message.DeliveriesTest.due;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.carillon.database.MigratedDatabase;
import io.carillon.database.Rows;
import io.carillon.message.DeliveriesPlanned.Planned;
import io.carillon.message.Joining.Line;
import io.carillon.settings.Settings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The queues of ordered endpoints, on both databases. */
@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class TurnsTest {

    private static final Duration LEASE = Duration.ofSeconds(25);
    private static final Duration MOST = Duration.ofMinutes(10);
    private static final String ROWS = "SELECT id, state, COALESCE(waits_for, '-'), CASE WHEN due_at IS NULL THEN 'not due'"
            + " WHEN due_at <= clock_timestamp() THEN 'now' WHEN due_at <= clock_timestamp() + INTERVAL '1' SECOND THEN 'soon'"
            + " WHEN due_at <= clock_timestamp() + INTERVAL '25' SECOND THEN 'after the lease'"
            + " WHEN due_at <= clock_timestamp() + INTERVAL '10' MINUTE THEN 'later' ELSE 'much later' END"
            + " FROM delivery ORDER BY id";

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void eachWaitsForTheOneBeforeOfItsObject(String vendor) throws Exception {
        try (Queues queues = new Queues(vendor)) {
            queues.write("t", "dl_1", "dl_2");
            queues.write("t", "dl_3");
            queues.write("other", "dl_4");
            assertThat(queues.rows(), contains("dl_1 pending - now", "dl_2 pending dl_1 later", "dl_3 pending dl_2 later",
                    "dl_4 pending - now"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void whatEndedIsWaitedForNoMore(String vendor) throws Exception {
        try (Queues queues = new Queues(vendor)) {
            queues.write("t", "dl_1", "dl_2", "dl_3");
            queues.attempt("dl_1", DeliveryState.SUCCEEDED);
            assertThat(queues.rows(),
                    contains("dl_1 succeeded - not due", "dl_2 pending - now", "dl_3 pending dl_2 later"));
            queues.deliveries.settle(Map.of("dl_2", DeliveryState.SKIPPED));
            queues.attempt("dl_3", DeliveryState.FAILED);
            queues.write("t", "dl_4");
            assertThat(queues.rows(), contains("dl_1 succeeded - not due", "dl_2 skipped - not due", "dl_3 failed - not due",
                    "dl_4 pending - now"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aDueDeliveryThatStillHasToWaitIsPutOff(String vendor) throws Exception {
        try (Queues queues = new Queues(vendor)) {
            queues.write("t", "dl_1", "dl_2");
            queues.execute("UPDATE delivery SET due_at = clock_timestamp()");
            assertThat("not tried yet, however long", queues.ready(), contains("dl_1"));
            assertThat(queues.rows(), contains("dl_1 pending - now", "dl_2 pending dl_1 later"));

            queues.attempt("dl_1", DeliveryState.PENDING);
            queues.execute("UPDATE delivery SET due_at = clock_timestamp()");
            assertThat("about to be tried again", queues.ready(), contains("dl_1"));
            assertThat(queues.rows(), contains("dl_1 pending - now", "dl_2 pending dl_1 after the lease"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void theLongestWaitBeginsWithTheFirstFailure(String vendor) throws Exception {
        try (Queues queues = new Queues(vendor)) {
            queues.write("t", "dl_1", "dl_2");
            queues.execute("UPDATE delivery SET due_at = clock_timestamp() WHERE id = 'dl_2'");
            queues.attempt("dl_1", DeliveryState.PENDING);
            assertThat(queues.rows(), contains("dl_1 pending - much later", "dl_2 pending dl_1 later"));
            queues.execute("UPDATE delivery SET due_at = clock_timestamp() WHERE id = 'dl_2'");
            queues.attempt("dl_1", DeliveryState.PENDING);
            assertThat("the second failure starts none",
                    queues.rows(), contains("dl_1 pending - much later", "dl_2 pending dl_1 now"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void afterTheLongestWaitTheNextOneOvertakes(String vendor) throws Exception {
        try (Queues queues = new Queues(vendor)) {
            queues.write("t", "dl_1", "dl_2", "dl_3");
            queues.attempt("dl_1", DeliveryState.PENDING);
            queues.execute("UPDATE delivery SET due_at = clock_timestamp() WHERE id > 'dl_1'");
            assertThat(queues.ready(), contains("dl_2"));
            assertThat(queues.rows(),
                    contains("dl_1 cancelled - not due", "dl_2 pending - now", "dl_3 pending dl_2 later"));
            assertThat(queues.database.query("SELECT id FROM delivery WHERE reason = 'overtaken'"), contains("dl_1"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void whatIsReopenedJoinsTheEndInTheOrderOfTheMessages(String vendor) throws Exception {
        try (Queues queues = new Queues(vendor)) {
            queues.write("t", "dl_1", "dl_2", "dl_3");
            queues.attempt("dl_1", DeliveryState.FAILED);
            queues.attempt("dl_2", DeliveryState.FAILED);
            queues.reopening.reopen(List.of("dl_2", "dl_1"));
            assertThat(queues.rows(), contains("dl_1 pending dl_3 later", "dl_2 pending dl_1 later", "dl_3 pending - now"));

            queues.attempt("dl_3", DeliveryState.FAILED);
            queues.attempt("dl_1", DeliveryState.FAILED);
            queues.attempt("dl_2", DeliveryState.FAILED);
            queues.reopening.reopen(List.of("dl_2", "dl_1"));
            assertThat("the last of the queue is among them",
                    queues.rows(), contains("dl_1 pending - now", "dl_2 pending dl_1 later", "dl_3 failed - not due"));
            assertThat(queues.reopening.reopen("dl_3"), is(1));
            assertThat(queues.rows().get(2), is("dl_3 pending dl_2 later"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void reopeningOneThatIsWaitedForMakesNoCircle(String vendor) throws Exception {
        try (Queues queues = new Queues(vendor)) {
            queues.write("t", "dl_1", "dl_2");
            queues.execute("UPDATE delivery SET state = 'failed', due_at = NULL, completed_at = created_at WHERE id = 'dl_1'");
            queues.reopening.reopen("dl_1");
            assertThat(queues.rows(), contains("dl_1 pending dl_2 later", "dl_2 pending - now"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aQueueIsForgottenWithItsLastDelivery(String vendor) throws Exception {
        try (Queues queues = new Queues(vendor)) {
            queues.write("t", "dl_1", "dl_2");
            queues.attempt("dl_1", DeliveryState.SUCCEEDED);
            queues.deliveries.remove(List.of("dl_1"));
            assertThat(queues.database.query("SELECT delivery_id FROM object_turn"), contains("dl_2"));
            queues.attempt("dl_2", DeliveryState.SUCCEEDED);
            queues.deliveries.remove(List.of("dl_2"));
            assertThat(queues.database.query("SELECT delivery_id FROM object_turn"), is(empty()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = "postgresql")
    void whoMeetsALockedRowLooksAgainSoon(String vendor) throws Exception {
        try (Queues queues = new Queues(vendor); Connection other = queues.database.anotherConnection()) {
            queues.write("t", "dl_1");
            other.setAutoCommit(false);
            try (var lock = other.createStatement()) {
                lock.execute("SELECT id FROM delivery WHERE id = 'dl_1' FOR UPDATE");
                queues.write("t", "dl_2");
                assertThat(queues.rows().get(1), is("dl_2 pending dl_1 soon"));
                queues.execute("UPDATE delivery SET due_at = clock_timestamp() WHERE id = 'dl_2'");
                assertThat(queues.turns.ready(dueOf(queues, "dl_2"), LEASE), is(empty()));
                assertThat(queues.rows().get(1), is("dl_2 pending dl_1 soon"));
            }
            other.rollback();
        }
    }

    /** The second writer waits for the first, so it sees its delivery, and gets the higher sequence number. */
    @ParameterizedTest
    @ValueSource(strings = "postgresql")
    void writersOfOneObjectComeOneAfterTheOther(String vendor) throws Exception {
        try (Queues queues = new Queues(vendor)) {
            AtomicReference<Exception> failure = new AtomicReference<>();
            Thread second = new Thread(() -> {
                try {
                    queues.write("t", "dl_2");
                } catch (SQLException e) {
                    failure.set(e);
                }
            });
            queues.database.transaction(() -> {
                queues.writeNow("t", "dl_1");
                second.start();
                awaitLock(queues.database);
            });
            second.join();
            assertThat(failure.get() == null, is(true));
            assertThat(queues.rows(), contains("dl_1 pending - now", "dl_2 pending dl_1 later"));
        }
    }

    private static void awaitLock(MigratedDatabase database) throws SQLException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        try (Connection other = database.anotherConnection(); var waiting = other.prepareStatement("SELECT COUNT(*)"
                + " FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")) {
            while (count(waiting) == 0) {
                assertThat("no writer waits", System.nanoTime() - end < 0, is(true));
                Thread.onSpinWait();
            }
        }
    }

    private static int count(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static List<DueDelivery> dueOf(Queues queues, String id) {
        return due(queues.deliveries).stream().filter(one -> one.id().equals(id)).toList();
    }

    private static final class Queues implements AutoCloseable {

        private final MigratedDatabase database;
        private final Deliveries deliveries;
        private final Turns turns;
        private final Reopening reopening;

        Queues(String vendor) throws SQLException {
            database = MigratedDatabase.of(vendor);
            deliveries = new Deliveries(database);
            turns = new Turns(database, deliveries, Settings.of(Map.of("carillon.ordering.wait", MOST.toString())));
            reopening = new Reopening(database, turns);
            Rows.application(database);
            database.execute("INSERT INTO organization (id, name, created_at) VALUES (7, 'Test', CURRENT_TIMESTAMP)");
            database.execute("INSERT INTO enablement (organization_id, application_id, enabled_at) "
                    + "VALUES (7, 'app', CURRENT_TIMESTAMP)");
            Rows.endpoints(database, "ep");
            database.execute("UPDATE endpoint SET ordering = 'object'");
        }

        void write(String object, String... ids) throws SQLException {
            database.transaction(() -> writeNow(object, ids));
        }

        void writeNow(String object, String... ids) throws SQLException {
            Map<String, Wait> waits = turns.join(Stream.of(ids)
                    .map(id -> new Joining(id, new Line("ep", 7, "team", object))).toList());
            for (String id : ids) {
                Rows.message(database, "wh_" + id, "CURRENT_TIMESTAMP");
                database.execute("UPDATE message SET resource_id = '" + object + "' WHERE id = 'wh_" + id + "'");
            }
            Deliveries.write(database, new DeliveriesPlanned(Stream.of(ids)
                    .map(id -> new Planned(id, "wh_" + id, "ep", DeliveryState.PENDING, waits.get(id))).toList()));
        }

        void execute(String sql) throws SQLException {
            database.execute(sql);
        }

        /** Claims a delivery, and records the outcome of an attempt; the next one is due in an hour. */
        void attempt(String id, DeliveryState state) throws SQLException {
            execute("UPDATE delivery SET fence = fence + 1, waits_for = NULL WHERE id = '" + id + "'");
            DueDelivery claimed = database.sql("SELECT attempts, schedule_from, fence FROM delivery WHERE id = ?").with(id)
                    .first(row -> new DueDelivery(id, null, null, row.integer(), row.integer(), row.integer(), null, null, null,
                            null)).orElseThrow();
            NextState next = new NextState(id, claimed.fence(), claimed.attempts(), state,
                    state == DeliveryState.PENDING ? database.now().plus(Duration.ofHours(1)) : null);
            assertThat(deliveries.record(List.of(next)), is(Set.of(next)));
            boolean isFirst = claimed.attempts() == claimed.scheduleFrom();
            turns.pass(state == DeliveryState.PENDING ? List.of() : List.of(id),
                    state == DeliveryState.PENDING && isFirst ? List.of(id) : List.of());
        }

        List<String> ready() {
            return turns.ready(due(deliveries), LEASE).stream().map(DueDelivery::id).sorted().toList();
        }

        List<String> rows() throws SQLException {
            return database.query(ROWS);
        }

        @Override
        public void close() throws SQLException {
            database.close();
        }
    }
}
