package io.carillon.benchmark;

/** A million due buckets: whether a delivery costs more processor time among so many than among a thousand. */
final class GrowthStation implements Station {

    private static final int FEW = 1_000;
    private static final int MANY = 1_000_000;
    private static final int TICKS = 20;

    private final Site site;
    private final Buckets buckets;

    GrowthStation(Site site) {
        this.site = site;
        this.buckets = new Buckets(site);
    }

    @Override
    public String figure() {
        return "CPU of a delivery among " + site.plan().scaled(MANY) + ", µs";
    }

    @Override
    public String reference() {
        return "among " + FEW + ", µs";
    }

    @Override
    public String unit() {
        return "delivery";
    }

    @Override
    public Goal goal() {
        return new Goal(Goal.Kind.RATIO_AT_MOST, 1.1);
    }

    @Override
    public void warmUp() {
        site.warmUp(slice -> 1 / few());
    }

    @Override
    public Sample measure() {
        double few = few();
        Costs many = buckets.deliver(site.plan().scaled(MANY)).costs();
        return new Sample(many.micros(), few, many);
    }

    /** Several ticks, because one is too short for the processor's clock. */
    private double few() {
        Meter meter = Meter.start(site);
        for (int i = 0; i < TICKS; i++) {
            buckets.deliver(FEW);
        }
        return meter.stop((long) FEW * TICKS).micros();
    }

    @Override
    public void close() {
        buckets.close();
    }
}
