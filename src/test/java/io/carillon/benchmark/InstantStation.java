package io.carillon.benchmark;

import java.time.Duration;

/** Two hundred events a second to an instant endpoint: how long from the time an event is due to be posted to its arrival. */
final class InstantStation implements Station {

    private static final int PER_SECOND = 200;

    private final Site site;
    private final Tenants tenants;
    private final OpenLoop loop;

    InstantStation(Site site) {
        Hook hook = site.sink().hook();
        this.site = site;
        this.tenants = new Tenants(site.api(), 10).listen(1, "instant", () -> site.sink().urlOf(hook));
        this.loop = new OpenLoop(site, hook);
    }

    @Override
    public String figure() {
        return "instant, 200 events/s, p99, ms";
    }

    @Override
    public String reference() {
        return "p50, ms";
    }

    @Override
    public String unit() {
        return "event";
    }

    @Override
    public Goal goal() {
        return new Goal(Goal.Kind.FIGURE_AT_MOST, 50);
    }

    @Override
    public void warmUp() {
        site.warmUp(slice -> {
            run(slice);
            return PER_SECOND;
        });
    }

    @Override
    public Sample measure() {
        Duration time = site.plan().measured().multipliedBy(3);
        Meter meter = Meter.start(site);
        double[] millis = run(time);
        Costs costs = meter.stop(PER_SECOND * time.toSeconds());
        return new Sample(OpenLoop.percentile(millis, 0.99), OpenLoop.percentile(millis, 0.5), costs);
    }

    private double[] run(Duration time) {
        return loop.run(PER_SECOND, time, n -> tenants.change(n % tenants.organizations().size(), n),
                PER_SECOND * time.toSeconds());
    }
}
