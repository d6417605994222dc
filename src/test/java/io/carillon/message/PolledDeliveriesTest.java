package io.carillon.message;

import static io.carillon.message.DeliveriesTest.reopening;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.carillon.database.MigratedDatabase;
import io.carillon.database.Rows;
import io.carillon.endpoint.Mailboxes;
import io.carillon.message.DeliveriesPlanned.Planned;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The deliveries to an endpoint that is polled, on both databases. */
@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class PolledDeliveriesTest {

    private static final String STATES = "SELECT id, state, COALESCE(reason, '-'), CASE WHEN completed_at IS NULL THEN 'open'"
            + " ELSE 'ended' END FROM delivery ORDER BY id";
    private static final Instant LATER = Instant.parse("9999-01-01T00:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void whatWasWrittenIsFoundInItsOrderAndConfirmedByTheNextPoll(String vendor) throws Exception {
        try (MigratedDatabase database = polled(vendor)) {
            PolledDeliveries polled = of(database);
            write(database, "dl_2", "dl_1", "dl_3");
            List<PolledDelivery> first = polled.after("ep", 0, 2);
            assertThat(ids(first), contains("dl_2", "dl_1"));
            assertThat(ids(polled.after("ep", first.get(1).place(), 2)), contains("dl_3"));
            assertThat(ids(polled.after("ep", 0, 2)), contains("dl_2", "dl_1"));

            assertThat(polled.confirm("ep", first.get(1).place()), containsInAnyOrder("dl_2", "dl_1"));
            assertThat(polled.confirm("ep", first.get(0).place()), is(empty()));
            assertThat(database.query(STATES), contains("dl_1 succeeded - ended", "dl_2 succeeded - ended",
                    "dl_3 available - open"));
            assertThat("what was read can be read again", ids(polled.after("ep", 0, 5)), contains("dl_2", "dl_1", "dl_3"));
            assertThat(new Deliveries(database).lockUnclaimed("ep", "", Duration.ofMinutes(1), 5), contains("dl_3"));
            assertThat(DeliveriesTest.due(new Deliveries(database)), is(empty()));
        }
    }

    /** A transaction that began first and commits last is not passed over by a reader that has seen the other one. */
    @Test
    void whatCommitsLateIsNotMissed() throws Exception {
        try (MigratedDatabase database = polled("postgresql"); Connection late = database.anotherConnection();
                Statement statement = late.createStatement()) {
            PolledDeliveries polled = of(database);
            late.setAutoCommit(false);
            statement.execute("INSERT INTO polled_delivery (delivery_id, endpoint_id, arrived_at)"
                    + " VALUES ('dl_late', 'ep', CURRENT_TIMESTAMP)");
            statement.execute("INSERT INTO delivery (id, message_id, endpoint_id, state, attempts, fence, created_at)"
                    + " VALUES ('dl_late', 'wh', 'ep', 'available', 0, 0, CURRENT_TIMESTAMP)");
            write(database, "dl_early");
            List<PolledDelivery> seen = polled.after("ep", 0, 5);
            assertThat(ids(seen), contains("dl_early"));
            late.commit();
            assertThat(ids(polled.after("ep", seen.get(0).place(), 5)), contains("dl_late"));
        }
    }

    /** Each of two readers, which poll while four writers commit, gets all of it once. */
    @Test
    void readersMissNothingAndGetNothingTwiceWhileOthersWrite() throws Exception {
        try (MigratedDatabase database = polled("postgresql")) {
            ExecutorService threads = Executors.newFixedThreadPool(6);
            try {
                List<Future<?>> writers = IntStream.range(0, 4).<Future<?>>mapToObj(writer -> threads.submit(() -> {
                    for (int i = 0; i < 50; i++) {
                        String id = "dl_" + writer + "_" + i;
                        database.transaction(() -> write(database, id + "_a", id + "_b"));
                    }
                    return null;
                })).toList();
                List<Future<List<String>>> readers = Stream.generate(() -> threads.submit(() -> readAll(database, 400)))
                        .limit(2).toList();
                for (Future<?> writer : writers) {
                    writer.get(1, TimeUnit.MINUTES);
                }
                List<String> first = readers.get(0).get(1, TimeUnit.MINUTES);
                assertThat(new HashSet<>(first).size(), is(400));
                assertThat("both readers see one order", readers.get(1).get(1, TimeUnit.MINUTES), is(first));
                assertThat(database.query("SELECT DISTINCT state FROM delivery"), contains("succeeded"));
            } finally {
                threads.shutdownNow();
            }
        }
    }

    /** Polls until {@code count} deliveries were read; fails if another poll after that finds more. */
    private static List<String> readAll(MigratedDatabase database, int count) throws SQLException {
        PolledDeliveries polled = of(database);
        List<PolledDelivery> read = new ArrayList<>();
        List<PolledDelivery> page = new ArrayList<>();
        while (read.size() < count || !page.isEmpty()) {
            long place = read.isEmpty() ? 0 : read.get(read.size() - 1).place();
            page.clear();
            database.transaction(() -> {
                polled.confirm("ep", place);
                page.addAll(polled.after("ep", place, 7));
            });
            read.addAll(page);
        }
        return ids(read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aDeliveryThatIsSentAgainComesLast(String vendor) throws Exception {
        try (MigratedDatabase database = polled(vendor)) {
            PolledDeliveries polled = of(database);
            write(database, "dl_1", "dl_2");
            List<PolledDelivery> all = polled.after("ep", 0, 5);
            polled.confirm("ep", all.get(1).place());
            assertThat(reopening(database).reopen("dl_1"), is(1));
            assertThat(database.query(STATES), contains("dl_1 available - open", "dl_2 succeeded - ended"));
            assertThat(ids(polled.after("ep", all.get(1).place(), 5)), contains("dl_1"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void withoutConsentNothingMayBeRead(String vendor) throws Exception {
        try (MigratedDatabase database = polled(vendor)) {
            PolledDeliveries polled = of(database);
            assertNothingMayBeReadAfter("DELETE FROM enablement", database, polled, "not-enabled");
        }
    }

    /** One delivery was read before {@code change}, and the other is cancelled after it. */
    private static void assertNothingMayBeReadAfter(String change, MigratedDatabase database, PolledDeliveries polled,
            String reason) throws SQLException {
        write(database, "dl_1", "dl_2");
        polled.confirm("ep", polled.after("ep", 0, 1).get(0).place());
        database.execute(change);
        List<PolledDelivery> all = polled.after("ep", 0, 5);
        assertThat(all.stream().anyMatch(PolledDelivery::mayBeRead), is(false));
        polled.cancelSome(all);
        assertThat(database.query(STATES), contains("dl_1 succeeded - ended", "dl_2 cancelled " + reason + " ended"));
    }

    /** Thin bodies have no data, so there is nothing that they lack. */
    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void withoutItsContentNothingMayBeRead(String vendor) throws Exception {
        try (MigratedDatabase database = polled(vendor)) {
            PolledDeliveries polled = of(database);
            assertNothingMayBeReadAfter("UPDATE message SET content_removed_at = CURRENT_TIMESTAMP", database, polled,
                    "content-removed");

            database.execute("UPDATE endpoint SET format = 'thin'");
            assertThat(polled.after("ep", 0, 5).stream().filter(PolledDelivery::mayBeRead).map(PolledDelivery::id).toList(),
                    contains("dl_1"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void whatWasNotReadExpires(String vendor) throws Exception {
        try (MigratedDatabase database = polled(vendor)) {
            PolledDeliveries polled = of(database);
            write(database, "dl_1", "dl_2", "dl_3");
            polled.confirm("ep", polled.after("ep", 0, 1).get(0).place());
            assertThat(polled.removeBefore(Instant.EPOCH, 5).found(), is(0));
            assertThat(polled.removeBefore(LATER, 2).removed(), is(2));
            assertThat(database.query(STATES), contains("dl_1 succeeded - ended", "dl_2 cancelled expired ended",
                    "dl_3 available - open"));
            assertThat(ids(polled.after("ep", 0, 5)), contains("dl_3"));
            assertThat(polled.removeBefore(LATER, 2).removed(), is(1));
            write(database, "dl_4");
            assertThat("places are not used again", ids(polled.after("ep", 2, 5)), contains("dl_4"));
        }
    }

    private static List<String> ids(List<PolledDelivery> found) {
        return found.stream().map(PolledDelivery::id).toList();
    }

    private static PolledDeliveries of(MigratedDatabase database) {
        return new PolledDeliveries(database, new Mailboxes(database));
    }

    private static void write(MigratedDatabase database, String... ids) {
        DeliveriesPlanned planned = new DeliveriesPlanned(
                Stream.of(ids).map(id -> new Planned(id, "wh", "ep", DeliveryState.AVAILABLE)).toList());
        Deliveries.write(database, planned);
        PolledDeliveries.arrive(database, planned);
    }

    /** An endpoint that is polled and has nothing yet. */
    private static MigratedDatabase polled(String vendor) throws SQLException {
        MigratedDatabase database = MigratedDatabase.of(vendor);
        Rows.application(database);
        database.execute("INSERT INTO organization (id, name, created_at) VALUES (7, 'Test', CURRENT_TIMESTAMP)");
        database.execute("INSERT INTO enablement (organization_id, application_id, enabled_at) "
                + "VALUES (7, 'app', CURRENT_TIMESTAMP)");
        Rows.endpoints(database, "ep");
        database.execute("UPDATE endpoint SET url = NULL");
        database.execute("INSERT INTO mailbox (endpoint_id, last_place, read_to) VALUES ('ep', 0, 0)");
        Rows.message(database, "wh", "CURRENT_TIMESTAMP");
        return database;
    }
}
