package io.carillon.blackbox.crash.database;

import static org.awaitility.Awaitility.await;

import io.carillon.blackbox.crash.CrashSite;
import io.carillon.blackbox.crash.CrashTrial;
import io.carillon.blackbox.support.CarillonProcess;
import java.time.Duration;
import java.util.Random;

/** Strikes the database of nodes under load: after each blow they must send webhooks and be ready again by themselves. */
final class Blows {

    /** What the operator is promised: the database is back, and so is the service. */
    private static final Duration RECOVERY = Duration.ofSeconds(60);
    private static final Duration LIMIT = Duration.ofMinutes(10);
    /** Webhooks between two blows. */
    private static final int PROGRESS = Integer.getInteger("harness.progress", 300);
    /** After so many, those that were on their way are not all of them. */
    private static final int ARE_NEW = 20;

    private final CrashSite site;
    private final CrashTrial trial;
    private final Random random;
    private Duration slowest = Duration.ZERO;

    Blows(CrashSite site, CrashTrial trial, Random random) {
        this.site = site;
        this.trial = trial;
        this.random = random;
    }

    /** Deals {@code times} blows; {@code repair} restores what the next one needs, while the nodes work. */
    void deal(int times, Blow blow, Runnable repair) {
        for (int i = 0; i < times; i++) {
            awaitWebhooks(trial.webhooks() + PROGRESS, LIMIT);
            pause(random.nextInt(2_000));
            blow.strike(i);
            long back = System.nanoTime();
            awaitWebhooks(trial.webhooks() + ARE_NEW, RECOVERY);
            await("nodes that are ready").atMost(RECOVERY).pollInterval(Duration.ofMillis(100))
                    .until(() -> site.nodes().stream().allMatch(node -> node.api().isReady()));
            Duration took = Duration.ofNanos(System.nanoTime() - back);
            slowest = took.compareTo(slowest) > 0 ? took : slowest;
            System.out.printf("blow %d/%d: took=%s acknowledged=%d webhooks=%d repeats=%d%n", i + 1, times, took,
                    trial.acknowledged(), trial.webhooks(), trial.repeats());
            repair.run();
        }
    }

    /** The longest time from the end of a blow until both nodes were ready and webhooks arrived again. */
    Duration slowest() {
        return slowest;
    }

    /** Waits until no node says that it is ready: health must not lie. */
    void awaitUnready() {
        await("nodes that are not ready").atMost(Duration.ofSeconds(10)).pollInterval(Duration.ofMillis(100))
                .until(() -> site.nodes().stream().noneMatch(node -> node.api().isReady()));
    }

    void pause(int millis) {
        await().pollDelay(Duration.ofMillis(millis)).atMost(Duration.ofMinutes(1)).until(() -> true);
    }

    private void awaitWebhooks(int least, Duration limit) {
        await(least + " webhooks").atMost(limit).pollInterval(Duration.ofMillis(20)).until(() -> {
            site.nodes().stream().filter(node -> !node.isAlive()).findAny().map(CarillonProcess::log).ifPresent(log -> {
                throw new IllegalStateException("a node ended by itself:\n" + log);
            });
            return trial.webhooks() >= least;
        });
    }

    /** What is done to the database; blows are counted from 0. */
    @FunctionalInterface
    interface Blow {
        void strike(int number);
    }
}
