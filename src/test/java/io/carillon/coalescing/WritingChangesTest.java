package io.carillon.coalescing;

import static io.carillon.coalescing.SomeBuckets.summaries;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;

import io.carillon.catalog.NotificationRule;
import io.carillon.catalog.Operation;
import io.carillon.database.MigratedDatabase;
import io.carillon.endpoint.DeliveryMode;
import io.carillon.endpoint.EventTypePattern;
import io.carillon.endpoint.Reach;
import io.carillon.endpoint.Subscriber;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What intake writes, on both databases: the inbox has each change once, and buckets add up when several nodes raise them. */
@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class WritingChangesTest {

    private static final String FROM_THE_FUTURE =
            "SELECT resource_id FROM (" + Buckets.FROM_THE_FUTURE.replace("LIMIT ?", "LIMIT 9) found");
    private static final Summary SUMMARY = Summary.of(Operation.UPDATE, Instant.parse("2026-11-22T12:00:00Z"), 1, null);

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void theInboxLetsAChangeInOnce(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            Inbox inbox = new Inbox(database);
            ResolvedChange one = change(7, "one");
            ResolvedChange two = change(7, "two, with \"quotes\" and {braces}, \\ and NULL");
            ResolvedChange oneOfAnother = change(8, "one");

            assertThat(inbox.enter(List.of(two, one, change(7, "one"))), contains(two, one));
            assertThat(inbox.enter(List.of(one, oneOfAnother, two)), contains(oneOfAnother));
            assertThat(inbox.enter(List.of(one)), empty());
            assertThat(inbox.enter(List.of()), empty());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void theInboxKeepsWhatEachChangeWasAbout(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            new Inbox(database).enter(List.of(change(7, "own"),
                    new ResolvedChange(7, "part", "roster.created", NotificationRule.NOTIFY, keyOf(7), SUMMARY, Set.of()),
                    new ResolvedChange(7, "to the parent", "affiliation.created", NotificationRule.NOTIFY_PARENT, keyOf(9),
                            SUMMARY, Set.of()),
                    new ResolvedChange(7, "silent", "profile.updated", NotificationRule.SILENT, keyOf(7), SUMMARY, Set.of())));

            assertThat(database.query("SELECT change_id, event_type, resource_id, notified_id FROM inbox ORDER BY change_id"),
                    contains("own team.updated t 7", "part roster.created t 7", "silent profile.updated t null",
                            "to the parent affiliation.created t 9"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void theInboxKeepsWhoseFiltersStoppedAChange(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            Subscriber high = new Subscriber("ep_high", true, DeliveryMode.INSTANT, List.of(new EventTypePattern("*")), null);
            Subscriber low = new Subscriber("ep_low", true, DeliveryMode.COALESCED, List.of(new EventTypePattern("*")), null);
            Inbox inbox = new Inbox(database);
            ResolvedChange both = stopped("both", high, low);
            List<ResolvedChange> changes = List.of(change(7, "none"), both, stopped("one", low));
            assertThat(inbox.enter(changes), hasSize(3));
            inbox.noteStopped(changes);

            assertThat(database.query("SELECT change_id, stopped_at FROM inbox ORDER BY change_id"),
                    contains("both ep_high ep_low", "none null", "one ep_low"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void theInboxKeepsWhichEndpointsAChangeNamed(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            Inbox inbox = new Inbox(database);
            List<ResolvedChange> changes = List.of(change(7, "none"), new ResolvedChange(7, "two", "team.updated",
                    NotificationRule.NOTIFY, keyOf(7), SUMMARY, new TreeSet<>(Set.of("ep_b", "ep_a"))));
            inbox.enter(changes);
            inbox.noteNamed(changes);

            assertThat(database.query("SELECT change_id, named FROM inbox ORDER BY change_id"),
                    contains("none null", "two ep_a ep_b"));
        }
    }

    private static ResolvedChange stopped(String id, Subscriber... at) {
        return new ResolvedChange(7, id, "team.updated", NotificationRule.NOTIFY, keyOf(7), SUMMARY, Set.of(),
                new Reach(List.of(), List.of(at)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void bucketsAreOpenedAndRaised(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            Buckets buckets = new Buckets(database);
            buckets.raise(summaries("b", Operation.UPDATE, 2, "{\"n\":2}"));
            TreeMap<BucketKey, Summary> more = summaries("a", Operation.CREATE, 3, null);
            more.putAll(summaries("b", Operation.UPDATE, 1, "{\"n\":1}"));
            more.putAll(summaries("b", Operation.DELETE, 5, null));
            buckets.raise(more);
            buckets.raise(summaries("b", Operation.UPDATE, 4, "{\"n\":4}"));
            buckets.raise(summaries("b", Operation.UPDATE, 5, null));
            buckets.raise(summaries("b", Operation.UPDATE, 0, null));

            assertThat(database.query("""
                    SELECT resource_id, event_type, slot, significance, changes, last_arrival, first_data, last_data
                    FROM coalescing_bucket ORDER BY resource_id, slot"""), contains(
                    "a team.create  2 1 3 null null", "b team.update  1 5 5 {\"n\":1} {\"n\":4}",
                    "b team.delete team.delete 3 1 5 null null"));
            assertThat(database.query("SELECT resource_id FROM coalescing_bucket WHERE opened_at < clock_timestamp()"),
                    containsInAnyOrder("a", "b"));
        }
    }

    @Test
    void manyRaiseTheSameBuckets() throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of("postgresql")) {
            Buckets buckets = new Buckets(database);
            ExecutorService threads = Executors.newFixedThreadPool(4);
            List<Future<?>> raised = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                TreeMap<BucketKey, Summary> some = new TreeMap<>();
                IntStream.range(i % 7, i % 7 + 5).forEach(n -> some.putAll(summaries("object-" + n, Operation.UPDATE, 1, null)));
                raised.add(threads.submit(() -> {
                    database.transaction(() -> buckets.raise(some));
                    return null;
                }));
            }
            for (Future<?> one : raised) {
                one.get();
            }
            threads.shutdown();

            assertThat(database.query("SELECT SUM(changes), COUNT(*) FROM coalescing_bucket"), contains("500 11"));
        }
    }

    /** A plan that was made for an empty table would read all of it. */
    @Test
    void aTableThatHasGrownSinceAStatementWasPreparedIsNotReadAsAWhole() throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of("postgresql")) {
            TreeMap<BucketKey, Summary> some = new TreeMap<>();
            IntStream.range(0, 20).forEach(n -> some.putAll(summaries("object-" + n, Operation.UPDATE, 1, null)));
            for (int i = 0; i < 10; i++) {
                raiseAndRemove(database, some);
            }
            long before = rowsRead(database);
            database.execute("""
                    INSERT INTO coalescing_bucket SELECT 7, 'team', 'object-' || n, '', 'team.update', 1, 1, now(), now(), 1,
                        NULL, NULL, NULL, NULL, now() FROM generate_series(0, 20000) AS n""");

            raiseAndRemove(database, some);
            long read = rowsRead(database) - before;

            assertThat("rows read", read, lessThan(200L));
            assertThat("left", database.query("SELECT COUNT(*) FROM coalescing_bucket"), contains("19981"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void whenTheClockWasSetBackBucketsFromTheFutureMoveBackByTheStep(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            Buckets buckets = new Buckets(database);
            buckets.raise(summaries("future", Operation.UPDATE, 1, null));
            database.execute("UPDATE coalescing_bucket SET opened_at = clock_timestamp() + INTERVAL '59' MINUTE");
            buckets.raise(summaries("now", Operation.UPDATE, 1, null));
            assertThat(database.query(FROM_THE_FUTURE), contains("future"));

            buckets.moveBack(Duration.ofHours(1), Duration.ZERO);

            assertThat(database.query(FROM_THE_FUTURE), empty());
            assertThat(database.query("""
                    SELECT resource_id FROM coalescing_bucket WHERE opened_at
                        BETWEEN clock_timestamp() - INTERVAL '2' MINUTE AND clock_timestamp() - INTERVAL '59' SECOND"""),
                    contains("future"));
        }
    }

    private static void raiseAndRemove(MigratedDatabase database, SortedMap<BucketKey, Summary> summaries) throws SQLException {
        Buckets buckets = new Buckets(database);
        database.transaction(() -> {
            buckets.raise(summaries);
            buckets.remove(summaries.keySet().stream().map(BucketKey::object).toList());
        });
    }

    private static long rowsRead(MigratedDatabase database) throws SQLException {
        database.query("SELECT pg_stat_force_next_flush()");
        return Long.parseLong(database.query("""
                SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_user_tables WHERE relname = 'coalescing_bucket'""").get(0));
    }

    private static ResolvedChange change(long organization, String id) {
        return new ResolvedChange(organization, id, "team.updated", NotificationRule.NOTIFY, keyOf(organization), SUMMARY,
                Set.of());
    }

    private static BucketKey keyOf(long organization) {
        return new BucketKey(new ObjectKey(organization, "team", "t"), "team.updated");
    }
}
