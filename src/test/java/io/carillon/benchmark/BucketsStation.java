package io.carillon.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Due buckets to a fast receiver, beside HttpClient 5 alone. */
final class BucketsStation implements Station {

    private static final int NUMBER = 20_000;
    /** Times the warm-up that was asked for. */
    private static final int LONGEST = 6;

    private final Site site;
    private final Buckets buckets;
    private ClientLimit limit;

    BucketsStation(Site site) {
        this.site = site;
        this.buckets = new Buckets(site);
    }

    @Override
    public String figure() {
        return "due bucket to its delivery, deliveries/s";
    }

    @Override
    public String beside() {
        return "HttpClient 5 alone";
    }

    @Override
    public String unit() {
        return "delivery";
    }

    @Override
    public Goal goal() {
        return new Goal(Goal.Kind.RATIO_AT_LEAST, 0.5);
    }

    @Override
    public void warmUp() {
        long least = site.plan().warmUp().toNanos();
        long start = System.nanoTime();
        List<Double> rates = new ArrayList<>();
        long passed = 0;
        boolean settled = false;
        while (passed < least || !(settled && ClosedLoop.isLevel(rates)) && passed < LONGEST * least) {
            rates.add(buckets.deliver(site.plan().scaled(NUMBER)).delivered().perSecond());
            settled = site.awaitCompiled();
            passed = System.nanoTime() - start;
        }
        limit = new ClientLimit(buckets.hook(), site.sink().urlOf(site.sink().hook()));
        limit.warmUp(site.plan().warmUp().dividedBy(2));
    }

    @Override
    public Sample measure() {
        Buckets.Run run = buckets.deliver(site.plan().scaled(NUMBER));
        return new Sample(run.delivered().perSecond(), limit.perSecond(site.plan().measured()), run.costs());
    }

    @Override
    public void close() throws IOException {
        buckets.close();
        if (limit != null) {
            limit.close();
        }
    }
}
