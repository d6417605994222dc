package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * Kills and stops, in an order and with pauses that a seed decides. A killed node starts again at once, and may be killed
 * again while it starts; broker and database stay away for some seconds. A stopped node sleeps up to twice as long as a
 * lease. Every other time the next blow waits until the service has recovered, which has a limit.
 */
final class Disturbances implements AutoCloseable {

    /** What the operator is promised: broker or database are back, and so is the service. */
    private static final Duration RECOVERY = Duration.ofSeconds(60);
    /** The service starts, and is ready, on a busy machine. */
    private static final Duration START = Duration.ofMinutes(4);
    private static final int LEASE_MILLIS = 13_000;
    private static final int PROGRESS = 40;

    private enum Blow { NODE_KILL, NODE_STOP, BROKER_KILL, DATABASE_KILL }

    private final ScheduledExecutorService alarm = Executors.newSingleThreadScheduledExecutor();
    private final CrashSite site;
    private final Random random;
    private final IntSupplier acknowledged;
    private Duration slowest = Duration.ZERO;

    Disturbances(CrashSite site, Random random, IntSupplier acknowledged) {
        this.site = site;
        this.random = random;
        this.acknowledged = acknowledged;
    }

    /** Deals so many blows; ends when every node is up again. */
    void deal(int nodeKills, int nodeStops, int brokerKills, int databaseKills) {
        List<Blow> blows = new ArrayList<>(Collections.nCopies(nodeKills, Blow.NODE_KILL));
        blows.addAll(Collections.nCopies(nodeStops, Blow.NODE_STOP));
        blows.addAll(Collections.nCopies(brokerKills, Blow.BROKER_KILL));
        blows.addAll(Collections.nCopies(databaseKills, Blow.DATABASE_KILL));
        Collections.shuffle(blows, random);
        int before = -PROGRESS;
        for (Blow blow : blows) {
            int least = before + PROGRESS;
            await("changes between two blows").atMost(START).until(() -> acknowledged.getAsInt() >= least);
            before = acknowledged.getAsInt();
            pause(random.nextInt(2_000));
            deal(blow);
        }
        awaitReady(START);
    }

    /** The longest time from the return of broker or database to the readiness of all nodes that were ready before. */
    Duration slowestRecovery() {
        return slowest;
    }

    private void deal(Blow blow) {
        CarillonProcess node = site.nodes().get(random.nextInt(site.nodes().size()));
        boolean patient = random.nextBoolean();
        switch (blow) {
            case NODE_KILL -> killNode(node, random.nextInt(5) > 0);
            case NODE_STOP -> {
                node.suspend();
                alarm.schedule(node::wakeUp, random.nextInt(2 * LEASE_MILLIS), TimeUnit.MILLISECONDS);
            }
            case BROKER_KILL -> {
                List<CarillonProcess> ready = ready();
                site.broker().kill();
                pause(random.nextInt(5_000));
                site.broker().start();
                recover(ready, patient);
            }
            case DATABASE_KILL -> {
                List<CarillonProcess> ready = ready();
                site.postgres().kill();
                pause(random.nextInt(5_000));
                site.postgres().start();
                recover(ready, patient);
            }
        }
    }

    private void killNode(CarillonProcess node, boolean whenReady) {
        if (whenReady) {
            await("a node that is ready").atMost(START).pollInterval(Duration.ofMillis(500)).until(() -> isReady(node));
        }
        node.kill();
        node.launch();
    }

    private List<CarillonProcess> ready() {
        return site.nodes().stream().filter(node -> node.api().isReady()).toList();
    }

    private void recover(List<CarillonProcess> nodes, boolean patient) {
        if (patient) {
            long back = System.nanoTime();
            await("recovery").atMost(RECOVERY.plusMillis(2 * LEASE_MILLIS)).pollInterval(Duration.ofMillis(250))
                    .until(() -> nodes.stream().allMatch(node -> node.api().isReady()));
            Duration took = Duration.ofNanos(System.nanoTime() - back);
            slowest = took.compareTo(slowest) > 0 ? took : slowest;
        }
    }

    private void awaitReady(Duration limit) {
        site.nodes().forEach(node -> await("all nodes").atMost(limit).pollInterval(Duration.ofMillis(500)).until(() -> isReady(node)));
    }

    /** A node that finds no database when it starts ends; what watches over it, as systemd does, starts it again. */
    private static boolean isReady(CarillonProcess node) {
        if (!node.isAlive()) {
            node.launch();
        }
        return node.api().isReady();
    }

    private static void pause(int millis) {
        await().pollDelay(Duration.ofMillis(millis)).atMost(Duration.ofMinutes(1)).until(() -> true);
    }

    @Override
    public void close() {
        alarm.shutdownNow();
        site.nodes().forEach(CarillonProcess::wakeUp);
    }
}
