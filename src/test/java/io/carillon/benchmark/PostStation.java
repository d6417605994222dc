package io.carillon.benchmark;

import io.carillon.blackbox.support.CarillonProcess;
import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;

/** {@code POST /changes} with one change, to the answer 202, compared with a resource that does nothing. */
final class PostStation implements Station {

    static final int THREADS = 16;
    static final Map<String, String> KEY = Map.of("Authorization", "Bearer " + CarillonProcess.OPERATOR_KEY);

    private final Site site;
    private final Intake intake;
    private final Poster poster = new Poster(THREADS, 202);

    PostStation(Site site) {
        this.site = site;
        this.intake = new Intake(site);
    }

    @Override
    public String figure() {
        return "POST of one change to 202, changes/s";
    }

    @Override
    public String reference() {
        return "no-op POST";
    }

    @Override
    public String unit() {
        return "change";
    }

    @Override
    public Goal goal() {
        return new Goal(Goal.Kind.RATIO_AT_LEAST, 0.5);
    }

    @Override
    public void warmUp() {
        noOp().warmUp(site.plan().warmUp().dividedBy(2), site::awaitCompiled);
        intake.warmUp(changes());
    }

    @Override
    public Sample measure() {
        Intake.Run run = intake.run(changes());
        return new Sample(run.taken().perSecond(), noOp().run(site.plan().measured()).perSecond(), run.costs());
    }

    private ClosedLoop changes() {
        URI url = site.api().request("/changes").build().uri();
        return poster.loop(THREADS, url, KEY, intake::aChange, 1);
    }

    private ClosedLoop noOp() {
        Supplier<String> body = intake::aChange;
        return poster.loop(THREADS, site.noOp(), KEY, body, 1);
    }

    @Override
    public void close() throws Exception {
        poster.close();
    }
}
