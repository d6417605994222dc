package io.carillon.coalescing;

import static io.carillon.coalescing.SomeBuckets.object;
import static io.carillon.coalescing.SomeBuckets.summary;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.carillon.catalog.Operation;
import io.carillon.database.MigratedDatabase;
import io.carillon.trace.TraceLinks;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Buckets keep links to the changes that are traced, on both databases as in memory. */
@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class TracedBucketsTest {

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aBucketKeepsTheFirstAndTheLastLinks(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            Buckets buckets = new Buckets(database);
            String expected = null;
            for (int i = 0; i < 10; i++) {
                String links = IntStream.range(20 * i, 20 * i + 20).mapToObj(TracedBucketsTest::context)
                        .reduce(null, TraceLinks::plus);
                expected = TraceLinks.plus(expected, links);
                raise(buckets, links);
                raise(buckets, null);
            }

            Map<String, Summary> found = read(database, buckets);

            assertThat(found.get("team.update").links(), is(expected));
            assertThat(found.get("team.update").links().length(), is(2 * TraceLinks.HALF_LENGTH));
            assertThat(found.get("team.update").changes(), is(20));
            assertThat("another event type of the object", found.get("team.create").links(), is(nullValue()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aNewBucketDoesNotHaveTheLinksOfTheOneBefore(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            Buckets buckets = new Buckets(database);
            raise(buckets, context(1));
            buckets.remove(List.of(object("a")));
            raise(buckets, null);

            assertThat(read(database, buckets).get("team.update").links(), is(nullValue()));
        }
    }

    private static Map<String, Summary> read(MigratedDatabase database, Buckets buckets) {
        return buckets.lockOpenedBefore(database.now().plusSeconds(1), 9).get(0).byEventType();
    }

    private static void raise(Buckets buckets, String links) {
        TreeMap<BucketKey, Summary> summaries = new TreeMap<>();
        summaries.put(new BucketKey(object("a"), "team.create"), summary(Operation.CREATE, 1, null));
        summaries.put(new BucketKey(object("a"), "team.update"), summary(Operation.UPDATE, 1, "{}").linkedTo(links));
        buckets.raise(summaries);
    }

    private static String context(int number) {
        return "00-4bf92f3577b34da6a3ce929d0e0e4736-%016x-01".formatted(number + 1);
    }
}
