package io.carillon.benchmark;

import static org.awaitility.Awaitility.await;

import io.carillon.blackbox.support.Api;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Buckets that all become due at one tick, for a number of tenants with one endpoint each, and the deliveries that come of
 * them. On PostgreSQL they are written by one statement, as a window of changes would have left them; on H2, which no
 * other process can open, they are posted within one window.
 */
final class Buckets implements AutoCloseable {

    private static final int TENANTS = 16;
    private static final int BATCH = 1_000;
    private static final Duration LIMIT = Duration.ofHours(1);
    private static final String FILL = """
            INSERT INTO coalescing_bucket (organization_id, resource_type, resource_id, slot, significance, event_type, changes,
                first_change_at, last_change_at, last_arrival, first_data_at, first_data, last_data_at, last_data, opened_at)
            SELECT ? + n %% %d, 'score', 'object-' || n, '', 1, 'score.updated', 1, now(), now(), n, now(), data, now(), data,
                clock_timestamp() - CAST(? AS INTERVAL)
            FROM (SELECT n, '{"leaderboard_id":"lb_987654321","old_score":850,"new_score":950,"n":' || n || '}' AS data
                  FROM generate_series(1, ?) AS n) AS numbered""".formatted(TENANTS);

    private final Site site;
    private final Hook hook;
    private final Tenants tenants;
    private long due;

    Buckets(Site site) {
        this.site = site;
        this.hook = site.sink().hook();
        this.tenants = new Tenants(site.api(), TENANTS).listen(1, "coalesced", () -> site.sink().urlOf(hook));
    }

    Hook hook() {
        return hook;
    }

    /**
     * Lets {@code number} buckets become due, waits for all deliveries and their outcomes, and proves the ledger.
     *
     * @return deliveries, in the seconds from the tick to the last arrival
     */
    Run deliver(int number) {
        Instant tick = site.sql().map(sql -> write(sql, number)).orElseGet(() -> post(number));
        Meter meter = Meter.start(site);
        long tickNanos = System.nanoTime() + Duration.between(Instant.now(), tick).toNanos();
        due += number;
        hook.settle(due, LIMIT);
        site.awaitOutcomes();
        Costs costs = meter.stop(number);
        return new Run(new Rate(number, (hook.lastArrival() - tickNanos) / 1e9), costs);
    }

    /** Answers the next full second, at which every timer fires. */
    private Instant write(Sql sql, int number) {
        sql.run(FILL, tenants.organizations().get(0), site.plan().window().multipliedBy(2).toSeconds() + " seconds", number);
        return Instant.ofEpochSecond(Instant.now().getEpochSecond() + 1);
    }

    /** Answers the end of the window in which all were posted. */
    private Instant post(int number) {
        long window = site.plan().window().toSeconds();
        long end = (Instant.now().getEpochSecond() / window + 2) * window;
        await("the next window").atMost(site.plan().window().plusSeconds(5)).pollInterval(Duration.ofMillis(10))
                .until(() -> Instant.now().getEpochSecond() >= end - window);
        for (int first = 0; first < number; first += BATCH) {
            Api.json(site.api().post("/changes", IntStream.range(first, Math.min(number, first + BATCH))
                    .mapToObj(n -> tenants.change(n % TENANTS, n)).collect(Collectors.joining(",", "[", "]"))), 202);
        }
        if (Instant.now().getEpochSecond() >= end) {
            throw new VoidRun(number + " changes did not fit into one window");
        }
        return Instant.ofEpochSecond(end);
    }

    @Override
    public void close() {
        hook.onArrival((body, at) -> { });
    }

    /** One tick: deliveries from the tick to the last arrival, and what each cost from the bucket to its outcome. */
    record Run(Rate delivered, Costs costs) {
    }
}
