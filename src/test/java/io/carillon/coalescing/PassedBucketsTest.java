package io.carillon.coalescing;

import static io.carillon.catalog.Operation.CREATE;
import static io.carillon.catalog.Operation.UPDATE;
import static io.carillon.coalescing.SomeBuckets.object;
import static io.carillon.coalescing.SomeBuckets.summaries;
import static io.carillon.coalescing.SomeBuckets.summary;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.carillon.catalog.Operation;
import io.carillon.coalescing.PassedBuckets.PassedKey;
import io.carillon.database.MigratedDatabase;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of filtered changes between change and tick, on both databases. */
@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class PassedBucketsTest {

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void whatPassedIsReadWithItsBucketsAndRemovedWithThem(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            Buckets buckets = new Buckets(database);
            PassedBuckets passed = new PassedBuckets(database);
            database.transaction(() -> {
                buckets.raise(summaries("filtered", UPDATE, 1, "{\"n\":1}"));
                buckets.raise(summaries("filtered", CREATE, 2, "{\"n\":2}"));
                buckets.raise(summaries("plain", UPDATE, 1, null));
                passed.raise(of("filtered", UPDATE, "ep_1", 1, "{\"n\":1}"));
                passed.raise(of("filtered", CREATE, "ep_1", 2, "{\"n\":2}"));
                passed.raise(of("filtered", CREATE, "ep_2", 2, "{\"n\":2}"));
            });
            database.transaction(() -> {
                List<ObjectChanges> due = passed.addTo(buckets.lockOpenedBefore(database.now(), 9));
                assertThat(due.stream().filter(ObjectChanges::isFiltered).map(ObjectChanges::object).toList(),
                        contains(object("filtered")));
                assertThat(passedOf(due, "filtered"), is(Map.of("ep_1", Map.of("team.update", summary(UPDATE, 1, "{\"n\":1}"),
                        "team.create", summary(CREATE, 2, "{\"n\":2}")), "ep_2",
                        Map.of("team.create", summary(CREATE, 2, "{\"n\":2}")))));
                assertThat(passedOf(due, "plain"), is(Map.of()));
                buckets.remove(due.stream().map(ObjectChanges::object).toList());
                passed.remove(due);
            });
            assertThat(database.query("SELECT resource_id FROM passed_bucket"), is(empty()));
            assertThat(database.query("SELECT resource_id FROM coalescing_bucket"), is(empty()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void theTermsOfChangesAreCountedInEachRow(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            Buckets buckets = new Buckets(database);
            PassedBuckets passed = new PassedBuckets(database);
            Summary once = summary(UPDATE, 2, "{\"n\":2}").under(new Terms(1, 0));
            Summary named = summary(UPDATE, 3, "{\"n\":3}").under(new Terms(1, 1));
            BucketKey key = new BucketKey(object("a"), "team.update");
            database.transaction(() -> {
                raise(buckets, key, named.withoutChanges());
                passed.raise(new TreeMap<>(Map.of(new PassedKey(key, "*ep_1"), named)));
            });
            database.transaction(() -> {
                raise(buckets, key, summary(UPDATE, 1, "{\"n\":1}").plus(once));
                raise(buckets, key, named.withoutChanges());
                raise(buckets, key, once);
                passed.raise(new TreeMap<>(Map.of(new PassedKey(key, "*ep_1"), named)));
            });
            database.transaction(() -> {
                ObjectChanges found = passed.addTo(buckets.lockOpenedBefore(database.now(), 9)).get(0);
                assertThat(found.byEventType(), is(Map.of("team.update", summary(UPDATE, 1, "{\"n\":1}").plus(once).plus(once))));
                assertThat(found.thatNamed("ep_1"), is(Map.of("team.update", named.plus(named))));
                assertThat(found.thatPassedAt("ep_1"), is(Map.of()));
            });
        }
    }

    private static void raise(Buckets buckets, BucketKey key, Summary summary) {
        buckets.raise(new TreeMap<>(Map.of(key, summary)));
    }

    /** Then the window is one without filters again. */
    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void theNextWindowKnowsNothingOfTheLast(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            Buckets buckets = new Buckets(database);
            PassedBuckets passed = new PassedBuckets(database);
            database.transaction(() -> {
                buckets.raise(summaries("a", UPDATE, 1, null));
                passed.raise(of("a", UPDATE, "ep_1", 1, null));
                List<ObjectChanges> due = passed.addTo(buckets.lockOpenedBefore(database.now().plusSeconds(1), 9));
                buckets.remove(List.of(object("a")));
                passed.remove(due);
                buckets.raise(summaries("a", UPDATE, 2, null));
            });
            database.transaction(() -> assertThat(passed.addTo(buckets.lockOpenedBefore(database.now().plusSeconds(1), 9)),
                    contains(new ObjectChanges(object("a"), Map.of("team.update", summary(UPDATE, 2, null))))));
        }
    }

    /** So that an endpoint whose filter everything passes shares the message of the others. */
    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void whereEveryChangePassesTheSummaryIsThatOfTheBucket(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            Random random = new Random(3);
            Buckets buckets = new Buckets(database);
            PassedBuckets passed = new PassedBuckets(database);
            for (int transaction = 0; transaction < 30; transaction++) {
                int second = random.nextInt(4);
                String data = random.nextInt(3) == 0 ? null : "{\"n\":" + transaction + "}";
                database.transaction(() -> {
                    buckets.raise(summaries("a", UPDATE, second, data));
                    passed.raise(of("a", UPDATE, "ep_1", second, data));
                });
            }
            database.transaction(() -> {
                List<ObjectChanges> due = passed.addTo(buckets.lockOpenedBefore(database.now().plusSeconds(1), 9));
                assertThat(passedOf(due, "a"), is(Map.of("ep_1", due.get(0).byEventType())));
                assertThat(due.get(0).count(), is(30));
            });
        }
    }

    private static TreeMap<PassedKey, Summary> of(String id, Operation operation, String endpoint, int second, String data) {
        TreeMap<PassedKey, Summary> passed = new TreeMap<>();
        summaries(id, operation, second, data).forEach((key, summary) -> passed.put(new PassedKey(key, endpoint), summary));
        return passed;
    }

    private static Map<String, Map<String, Summary>> passedOf(List<ObjectChanges> due, String id) {
        return due.stream().filter(changes -> changes.object().equals(object(id))).findFirst().orElseThrow().passed();
    }
}
