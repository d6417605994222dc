package io.carillon.blackbox.crash;

import static org.awaitility.Awaitility.await;

import io.carillon.blackbox.support.CarillonProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Kills and stops, in an order and with pauses that a seed decides. A killed node starts again at once, and may be killed
 * again while it starts; broker and database stay away for some seconds. A stopped node sleeps up to twice as long as a
 * lease. Every other time the next blow waits until the service has recovered, which has a limit.
 */
final class Disturbances implements AutoCloseable {

    /** What the operator is promised: broker or database are back, and so is the service. */
    private static final Duration RECOVERY = Duration.ofSeconds(60);
    /** The service starts, and is ready, on a busy machine. */
    private static final Duration START = Duration.ofMinutes(10);
    private static final Duration TRAP = Duration.ofSeconds(10);
    private static final int LEASE_MILLIS = (int) CrashSite.LEASE.toMillis();
    /** Webhooks between two blows; those that hit a node at any time do not wait for them. */
    private static final int PROGRESS = Integer.getInteger("harness.progress", 300);
    private static final int REPORT_EVERY = 20;

    private final ScheduledExecutorService alarm = Executors.newSingleThreadScheduledExecutor();
    private final Map<KillPoint, Integer> kills = new EnumMap<>(KillPoint.class);
    private final long start = System.nanoTime();
    private final CrashSite site;
    private final Random random;
    private final CrashTrial trial;
    private Duration slowest = Duration.ZERO;

    Disturbances(CrashSite site, Random random, CrashTrial trial) {
        this.site = site;
        this.random = random;
        this.trial = trial;
    }

    /** Deals so many blows; ends when every node is up again. */
    void deal(int nodeKills, int nodeStops, int brokerKills, int databaseKills) {
        List<Blow> blows = new ArrayList<>();
        for (int i = 0; i < nodeKills; i++) {
            KillPoint point = KillPoint.of(i);
            blows.add(new Blow(point != KillPoint.ANY_TIME, () -> killNode(point)));
        }
        blows.addAll(Collections.nCopies(nodeStops, new Blow(true, this::stopNode)));
        blows.addAll(Collections.nCopies(brokerKills, new Blow(true, () -> away(site.broker()::kill, site.broker()::start))));
        blows.addAll(Collections.nCopies(databaseKills, new Blow(true,
                () -> away(site.postgres()::kill, site.postgres()::start))));
        Collections.shuffle(blows, random);
        int before = -PROGRESS;
        for (int i = 0; i < blows.size(); i++) {
            if (blows.get(i).needsProgress) {
                int least = before + PROGRESS;
                await("webhooks between two blows").atMost(START).until(() -> !alive().isEmpty() && trial.webhooks() >= least);
                before = trial.webhooks();
            }
            pause(random.nextInt(2_000));
            blows.get(i).strike.run();
            if ((i + 1) % REPORT_EVERY == 0) {
                report(i + 1, blows.size());
            }
        }
        awaitReady();
    }

    private void report(int done, int all) {
        System.out.printf("crash run: blows=%d/%d kills=%s acknowledged=%d webhooks=%d repeats=%d elapsed=%s%n", done, all, kills,
                trial.acknowledged(), trial.webhooks(), trial.repeats(),
                Duration.ofSeconds((System.nanoTime() - start) / 1_000_000_000));
    }

    /** The longest time from the return of broker or database to the readiness of all nodes that were ready before. */
    Duration slowestRecovery() {
        return slowest;
    }

    /** Where the kills found the nodes. */
    Map<KillPoint, Integer> kills() {
        return kills;
    }

    private void killNode(KillPoint point) {
        CarillonProcess node = point == KillPoint.ANY_TIME ? one(random.nextInt(3) > 0 ? startingIfAny() : alive())
                : one(awaitSomeReady());
        boolean there = switch (point) {
            case ANY_TIME, READY -> {
                pause(random.nextInt(3_000));
                node.kill();
                yield true;
            }
            case TICK -> {
                long window = CrashSite.WINDOW.toMillis();
                pause((int) (window - System.currentTimeMillis() % window) + random.nextInt(200));
                node.kill();
                yield true;
            }
            case ASKED, SENT -> trial.trap().killAt(point, node, TRAP);
        };
        kills.merge(there ? point : KillPoint.READY, 1, Integer::sum);
        node.launch();
    }

    private void stopNode() {
        CarillonProcess node = one(awaitSomeReady());
        node.suspend();
        alarm.schedule(node::wakeUp, random.nextInt(2 * LEASE_MILLIS), TimeUnit.MILLISECONDS);
    }

    private void away(Runnable kill, Runnable startAgain) {
        boolean patient = random.nextBoolean();
        List<CarillonProcess> ready = ready();
        kill.run();
        pause(random.nextInt(5_000));
        startAgain.run();
        if (patient) {
            recover(ready);
        }
    }

    private void recover(List<CarillonProcess> nodes) {
        long back = System.nanoTime();
        await("recovery").atMost(RECOVERY.plusMillis(2 * LEASE_MILLIS)).pollInterval(Duration.ofMillis(250))
                .until(() -> nodes.stream().allMatch(node -> node.api().isReady()));
        Duration took = Duration.ofNanos(System.nanoTime() - back);
        slowest = took.compareTo(slowest) > 0 ? took : slowest;
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** All nodes; what watches over them, as systemd does, has started again those that ended by themselves. */
    private List<CarillonProcess> alive() {
        site.nodes().stream().filter(node -> !node.isAlive()).forEach(CarillonProcess::launch);
        return site.nodes();
    }

    private List<CarillonProcess> ready() {
        return alive().stream().filter(node -> node.api().isReady()).toList();
    }

    private List<CarillonProcess> startingIfAny() {
        List<CarillonProcess> starting = new ArrayList<>(site.nodes());
        starting.removeAll(ready());
        return starting.isEmpty() ? site.nodes() : starting;
    }

    private List<CarillonProcess> awaitSomeReady() {
        return await("a node that is ready").atMost(START).pollInterval(Duration.ofMillis(500))
                .until(this::ready, list -> !list.isEmpty());
    }

    private void awaitReady() {
        await("all nodes").atMost(START).pollInterval(Duration.ofMillis(500)).until(() -> ready().size() == site.nodes().size());
    }

    private static void pause(int millis) {
        await().pollDelay(Duration.ofMillis(millis)).atMost(Duration.ofMinutes(1)).until(() -> true);
    }

    @Override
    public void close() {
        alarm.shutdownNow();
        site.nodes().forEach(CarillonProcess::wakeUp);
    }

    /** Something that is done to the service; {@code needsProgress}: not before there were webhooks since the last one. */
    private record Blow(boolean needsProgress, Runnable strike) {
    }
}
