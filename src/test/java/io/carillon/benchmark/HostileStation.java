package io.carillon.benchmark;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Instant events to a hundred good endpoints of ten tenants, and as many to fifty tenants with ten hostile endpoints each:
 * black holes, drips and 500s. The same events are posted without the hostile endpoints before and after they are posted with
 * them, so that a service that becomes faster in all that time gains nothing by it; and with them once each has failed: in its
 * first minutes a node does not know them, and others that it does not know wait with them (decision 7).
 */
final class HostileStation implements Station {

    private static final int GOOD = 10;
    private static final int HOSTILE = 50;
    private static final int ENDPOINTS = 10;
    private static final int PER_SECOND = 20;

    private final Site site;
    private final Tenants good;
    private final Tenants hostile;
    private final OpenLoop loop;

    HostileStation(Site site) {
        Hook hook = site.sink().hook();
        this.site = site;
        this.good = new Tenants(site.api(), GOOD).listen(ENDPOINTS, "instant", () -> site.sink().urlOf(hook));
        this.hostile = new Tenants(site.api(), HOSTILE);
        this.loop = new OpenLoop(site, hook);
    }

    @Override
    public String figure() {
        return "100 good endpoints next to 500 hostile ones, p99, ms";
    }

    @Override
    public String reference() {
        return "without them";
    }

    @Override
    public String unit() {
        return "event";
    }

    @Override
    public Goal goal() {
        return new Goal(Goal.Kind.RATIO_AT_MOST, 1.1);
    }

    @Override
    public void warmUp() {
        warm();
    }

    @Override
    public Sample measure() {
        double before = p99();
        AtomicInteger next = new AtomicInteger();
        hostile.listen(ENDPOINTS, "instant", () -> site.sink().urlOf(
                Manners.values()[next.getAndIncrement() % Manners.values().length]));
        hostile.awaitFailures();
        warm();
        Meter meter = Meter.start(site);
        double with = p99();
        Costs costs = meter.stop(PER_SECOND * time().toSeconds());
        removeHostile();
        return new Sample(with, (before + p99()) / 2, costs);
    }

    @Override
    public void close() {
        removeHostile();
    }

    private void warm() {
        site.warmUp(slice -> {
            run(slice);
            return PER_SECOND;
        });
    }

    /** What is pending to endpoints that are switched off would otherwise wait for its next attempt. */
    private void removeHostile() {
        hostile.hearNothingMore();
        site.sql().ifPresent(sql -> sql.run("UPDATE delivery SET due_at = clock_timestamp() WHERE due_at IS NOT NULL"));
        site.awaitOutcomes();
    }

    private double p99() {
        return OpenLoop.percentile(run(time()), 0.99);
    }

    private Duration time() {
        return site.plan().measured().multipliedBy(3);
    }

    /** Every second event is a good tenant's. */
    private double[] run(Duration time) {
        return loop.run(PER_SECOND, time, n -> n % 2 == 0 ? good.change(n / 2 % GOOD, n) : hostile.change(n / 2 % HOSTILE, n),
                PER_SECOND * time.toSeconds() / 2 * ENDPOINTS);
    }
}
