package io.carillon.benchmark;

/** Very many buckets that become due at one tick: how long until the last of their deliveries has arrived. */
final class TickStation implements Station {

    private static final int NUMBER = 100_000;
    private static final int WARM_UP = 20_000;

    private final Site site;
    private final Buckets buckets;

    TickStation(Site site) {
        this.site = site;
        this.buckets = new Buckets(site);
    }

    @Override
    public String figure() {
        return site.plan().scaled(NUMBER) + " due buckets, all delivered, s after the tick";
    }

    @Override
    public String reference() {
        return "nothing";
    }

    @Override
    public String unit() {
        return "delivery";
    }

    @Override
    public Goal goal() {
        return new Goal(Goal.Kind.FIGURE_AT_MOST, 30);
    }

    @Override
    public void warmUp() {
        site.warmUp(slice -> buckets.deliver(site.plan().scaled(WARM_UP)).delivered().perSecond());
    }

    @Override
    public Sample measure() {
        Buckets.Run run = buckets.deliver(site.plan().scaled(NUMBER));
        return new Sample(run.delivered().seconds(), null, run.costs());
    }

    @Override
    public void close() {
        buckets.close();
    }
}
