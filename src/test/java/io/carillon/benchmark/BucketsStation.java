package io.carillon.benchmark;

import java.io.IOException;

/** Due buckets to a fast receiver, compared with HttpClient 5 alone. */
final class BucketsStation implements Station {

    private static final int NUMBER = 20_000;

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
    public String reference() {
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
        site.warmUp(slice -> buckets.deliver(site.plan().scaled(NUMBER)).delivered().perSecond());
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
