package io.carillon.coalescing;

import static io.carillon.coalescing.SomeBuckets.object;
import static io.carillon.coalescing.SomeBuckets.summaries;
import static io.carillon.coalescing.SomeBuckets.summary;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.carillon.catalog.Operation;
import io.carillon.database.MigratedDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects are closed with all of their buckets or not at all, even while other transactions raise them. */
@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class ClosingBucketsTest {

    private static final int ROUNDS = 20;

    /** The only moment of an object's window is that of its first bucket. */
    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void allBucketsOfAnObjectAreClosedTogether(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            Buckets buckets = new Buckets(database);
            buckets.raise(summaries("early", Operation.UPDATE, 1, "{\"n\":1}"));
            buckets.raise(summaries("other", Operation.UPDATE, 1, null));
            Instant end = database.now();
            TreeMap<BucketKey, Summary> late = summaries("early", Operation.DELETE, 2, null);
            late.putAll(summaries("early", Operation.CREATE, 3, "{\"n\":3}"));
            late.putAll(summaries("late", Operation.CREATE, 2, null));
            buckets.raise(late);

            database.transaction(() -> {
                List<ObjectChanges> due = buckets.lockOpenedBefore(end, 1);
                assertThat(due, contains(new ObjectChanges(object("early"), Map.of(
                        "team.update", summary(Operation.UPDATE, 1, "{\"n\":1}"), "team.delete",
                        summary(Operation.DELETE, 2, null), "team.create", summary(Operation.CREATE, 3, "{\"n\":3}")))));
                buckets.remove(due.stream().map(ObjectChanges::object).toList());
            });

            assertThat(database.query("SELECT resource_id FROM coalescing_bucket ORDER BY resource_id"),
                    contains("late", "other"));
            assertThat(buckets.lockOpenedBefore(end, 9).stream().map(ObjectChanges::object).toList(), contains(object("other")));
        }
    }

    /** Rows of an object that is being raised are not closed without those that are about to be added. */
    @Test
    void anObjectThatIsBeingRaisedIsClosedAfterwardsWithAllItsBuckets() throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of("postgresql")) {
            Buckets buckets = new Buckets(database);
            buckets.raise(summaries("raised", Operation.UPDATE, 1, null));
            ExecutorService tick = Executors.newSingleThreadExecutor();

            database.transaction(() -> {
                buckets.raise(summaries("raised", Operation.DELETE, 2, null));
                assertThat(get(tick.submit(() -> dueNow(database))), is(empty()));
            });

            assertThat(get(tick.submit(() -> dueNow(database))), contains("team.delete team.update"));
            tick.shutdown();
        }
    }

    /** What a tick finds that closes every window: the event types of each object. */
    private static List<String> dueNow(MigratedDatabase database) throws SQLException {
        List<String> found = new ArrayList<>();
        database.transaction(() -> new Buckets(database).lockOpenedBefore(database.now(), 9)
                .forEach(changes -> found.add(String.join(" ", new TreeSet<>(changes.byEventType().keySet())))));
        return found;
    }

    private static <T> T get(Future<T> result) {
        try {
            return result.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Four threads raise, a fifth closes: each change is closed once. */
    @Test
    void nothingIsLostOrDoubledWhileATickRuns() throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of("postgresql")) {
            ExecutorService threads = Executors.newFixedThreadPool(5);
            AtomicInteger closed = new AtomicInteger();
            AtomicBoolean more = new AtomicBoolean(true);
            Future<?> tick = threads.submit(() -> {
                while (more.get()) {
                    closed.addAndGet(close(database));
                }
                return null;
            });
            List<Future<?>> raised = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                TreeMap<BucketKey, Summary> some = new TreeMap<>();
                Operation[] operations = {Operation.values()[i % 3], Operation.values()[(i + 1 + i / 3 % 2) % 3]};
                IntStream.range(i % 3, i % 3 + 3).forEach(n -> Stream.of(operations)
                        .forEach(operation -> some.putAll(summaries("object-" + n, operation, 1, null))));
                raised.add(threads.submit(() -> {
                    while (!isRaised(database, some)) {
                        Thread.onSpinWait();
                    }
                    return null;
                }));
            }
            for (Future<?> one : raised) {
                one.get();
            }
            more.set(false);
            tick.get();
            threads.shutdown();

            assertThat(closed.get() + close(database), is(ROUNDS * 3 * 2));
            assertThat(database.query("SELECT resource_id FROM coalescing_bucket"), empty());
        }
    }

    /** False if the transaction was rolled back and must be repeated. Two transactions never wait for each other. */
    private static boolean isRaised(MigratedDatabase database, SortedMap<BucketKey, Summary> summaries) throws SQLException {
        try {
            database.transaction(() -> new Buckets(database).raise(summaries));
            return true;
        } catch (ClosedMeanwhile e) {
            return false;
        }
    }

    /** Closes what is open; returns the number of changes. */
    private static int close(MigratedDatabase database) throws SQLException {
        AtomicInteger changes = new AtomicInteger();
        database.transaction(() -> {
            Buckets buckets = new Buckets(database);
            List<ObjectChanges> due = buckets.lockOpenedBefore(database.now(), 9);
            buckets.remove(due.stream().map(ObjectChanges::object).toList());
            due.forEach(one -> one.byEventType().values().forEach(summary -> changes.addAndGet(summary.changes())));
        });
        return changes.get();
    }
}
