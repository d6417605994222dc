package io.carillon.benchmark;

import java.net.URI;

/**
 * {@code POST /changes} with a hundred changes, until the last one is committed in its bucket. Compared with the same rows by
 * plain JDBC, a hundred in each transaction, with as many connections as the service's listener has sessions.
 */
final class BatchStation implements Station {

    private static final int SIZE = 100;
    private static final int THREADS = 8;
    /** Posting pauses beyond it: the rate is one that can be kept up. */
    private static final int MOST_WAITING = 200;

    private final Site site;
    private final Intake intake;
    private final UpsertLimit limit;
    private final Poster poster = new Poster(THREADS, 202);

    BatchStation(Site site) {
        this.site = site;
        this.intake = new Intake(site);
        this.limit = site.sql().map(sql -> new UpsertLimit(sql, THREADS, SIZE)).orElse(null);
    }

    @Override
    public String figure() {
        return "POST of 100 changes to committed buckets, changes/s";
    }

    @Override
    public String reference() {
        return limit == null ? "nothing" : "100-row upserts, rows";
    }

    @Override
    public String unit() {
        return "change";
    }

    @Override
    public Goal goal() {
        return new Goal(Goal.Kind.RATIO_AT_LEAST, 0.4);
    }

    @Override
    public void warmUp() {
        if (limit != null) {
            limit.warmUp(site.plan().warmUp().dividedBy(2));
        }
        intake.warmUp(changes());
    }

    @Override
    public Sample measure() {
        Intake.Run run = intake.run(changes());
        return new Sample(run.applied().perSecond(), limit == null ? null : limit.perSecond(site.plan().measured()), run.costs());
    }

    private ClosedLoop changes() {
        URI url = site.api().request("/changes").build().uri();
        return poster.loop(THREADS, url, PostStation.KEY, () -> {
            intake.backlog().awaitAtMost(MOST_WAITING);
            return intake.changes(SIZE);
        }, SIZE);
    }

    @Override
    public void close() throws Exception {
        poster.close();
        if (limit != null) {
            limit.close();
        }
    }
}
