package io.carillon.benchmark;

import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * What the stations of intake have in common: changes of two thousand objects of one organization, a coalesced endpoint that
 * hears of them, and the ledger over everything that was sent, warm-up included.
 */
final class Intake {

    static final int OBJECTS = 2_000;

    private final Site site;
    private final Tenants tenant;
    private final Hook hook;
    private final Backlog backlog;
    private long accepted;

    Intake(Site site) {
        this.site = site;
        this.hook = site.sink().hook();
        this.tenant = new Tenants(site.api(), 1).listen(1, "coalesced", () -> site.sink().urlOf(hook));
        this.backlog = new Backlog(site);
    }

    /** A change of any of the objects. */
    String aChange() {
        return tenant.change(0, ThreadLocalRandom.current().nextInt(OBJECTS));
    }

    /** An array of {@code size} changes of different objects. */
    String changes(int size) {
        Random random = ThreadLocalRandom.current();
        TreeSet<Integer> objects = new TreeSet<>();
        while (objects.size() < size) {
            objects.add(random.nextInt(OBJECTS));
        }
        return objects.stream().map(object -> tenant.change(0, object)).collect(Collectors.joining(",", "[", "]"));
    }

    Backlog backlog() {
        return backlog;
    }

    void warmUp(ClosedLoop loop) {
        accepted += loop.warmUp(site.plan().warmUp(), site::awaitCompiled);
        backlog.drain();
    }

    /** Runs {@code loop}, waits until the queue is empty, meters until then, and proves the ledger. */
    Run run(ClosedLoop loop) {
        Meter meter = Meter.start(site);
        long start = System.nanoTime();
        Rate taken = loop.run(site.plan().measured());
        backlog.drain();
        Rate applied = new Rate(taken.units(), (System.nanoTime() - start) / 1e9);
        Costs costs = meter.stop(taken.units());
        accepted += taken.units();
        hook.settle(accepted, site.plan().window().plusMinutes(1));
        return new Run(taken, applied, costs);
    }

    /**
     * One repetition.
     *
     * @param taken   changes accepted, in the time in which they were sent
     * @param applied the same changes, in the time until the last of them was committed in its bucket
     * @param costs   of a change from the request to its bucket
     */
    record Run(Rate taken, Rate applied, Costs costs) {
    }
}
