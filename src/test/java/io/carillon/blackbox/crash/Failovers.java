package io.carillon.blackbox.crash;

import static org.awaitility.Awaitility.await;

import io.carillon.blackbox.support.BrokerPair;
import io.carillon.blackbox.support.BrokerPair.Form;
import java.time.Duration;
import java.util.Random;

/**
 * Kills one broker of two under load, and starts it again: each waits until work is done with the other one. The first of a pair
 * is active again afterwards. Now and then both are killed, the one with the newer messages last; it also starts last, and the
 * first must wait for it.
 */
final class Failovers {

    /** Health says what is so within ten seconds; a busy machine gets more. */
    private static final Duration NOTICED = Duration.ofSeconds(30);
    private static final Duration RECOVERY = Duration.ofMinutes(5);
    private static final Duration PROGRESS_LIMIT = Duration.ofMinutes(10);
    private static final int PROGRESS = Integer.getInteger("harness.progress", 100);
    private static final int BOTH_ONE_IN = 5;

    private final CrashSite site;
    private final BrokerPair brokers;
    private final Form form;
    private final Random random;
    private final CrashTrial trial;
    private Duration slowestTakeover = Duration.ZERO;
    private Duration slowestRecovery = Duration.ZERO;
    private int both;

    Failovers(CrashSite site, BrokerPair brokers, Form form, Random random, CrashTrial trial) {
        this.site = site;
        this.brokers = brokers;
        this.form = form;
        this.random = random;
        this.trial = trial;
    }

    /** Kills a broker so many times; ends when both brokers and all nodes are up again. */
    void deal(int times) {
        for (int i = 1; i <= times; i++) {
            awaitProgress();
            int victim = form == Form.CLUSTER ? random.nextInt(2) : 0;
            long inStep = brokers.timesInStep(1);
            brokers.kill(victim);
            long killed = System.nanoTime();
            brokers.awaitActive(1 - victim);
            slowestTakeover = longer(slowestTakeover, killed);
            awaitReady();
            awaitListeners(1 - victim);
            awaitProgress();
            boolean isAlone = i % BOTH_ONE_IN == 0;
            if (isAlone) {
                killOther(victim);
            }
            brokers.launch(victim);
            if (isAlone) {
                brokers.launch(1 - victim);
            }
            brokers.awaitActive(victim);
            awaitReady();
            brokers.awaitPassive(1 - victim, inStep);
            report(i, times);
        }
    }

    /** No broker is left then, which health must say. */
    private void killOther(int victim) {
        both++;
        brokers.kill(1 - victim);
        await("that no node is ready").atMost(NOTICED).until(() -> site.nodes().stream().noneMatch(node -> node.api().isReady()));
    }

    private void awaitProgress() {
        int least = trial.webhooks() + PROGRESS;
        await("webhooks between two blows").atMost(PROGRESS_LIMIT).until(() -> trial.webhooks() >= least);
    }

    private void awaitReady() {
        long start = System.nanoTime();
        await("recovery").atMost(RECOVERY).pollInterval(Duration.ofMillis(250))
                .until(() -> site.nodes().stream().allMatch(node -> node.api().isReady()));
        slowestRecovery = longer(slowestRecovery, start);
    }

    /** None may stay with the broker that is down. */
    private void awaitListeners(int active) {
        int all = site.nodes().size() * CrashSite.LISTENERS;
        await("all listeners").atMost(RECOVERY).pollInterval(Duration.ofSeconds(1)).until(() -> brokers.listeners(active) >= all);
    }

    private static Duration longer(Duration known, long since) {
        Duration took = Duration.ofNanos(System.nanoTime() - since);
        return took.compareTo(known) > 0 ? took : known;
    }

    private void report(int done, int all) {
        System.out.printf("failover run: %s done=%d/%d both=%d acknowledged=%d webhooks=%d repeats=%d%n", form, done, all, both,
                trial.acknowledged(), trial.webhooks(), trial.repeats());
    }

    /** The longest time in which a broker took over. */
    Duration slowestTakeover() {
        return slowestTakeover;
    }

    /** The longest time from a broker that takes messages to nodes that are ready. */
    Duration slowestRecovery() {
        return slowestRecovery;
    }

    /** How often both brokers were down. */
    int both() {
        return both;
    }
}
