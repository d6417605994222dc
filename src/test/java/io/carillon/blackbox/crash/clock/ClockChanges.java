package io.carillon.blackbox.crash.clock;

import static org.awaitility.Awaitility.await;

import io.carillon.blackbox.crash.CrashTrial;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.SteppingClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Sets clocks, one after the other, in an order that a seed decides: that of a node by minutes to hours, that of the database
 * too, and each of them slowly by a second, as a smeared leap second does. What was due soon must not wait for a step.
 */
final class ClockChanges {

    /** A heartbeat to notice the step, one by which it is underestimated, a lease, and a slow machine. */
    private static final Duration SOON = Duration.ofSeconds(75);
    /** Steps end at a multiple of it, so that no time of day of the database comes twice. */
    private static final int STEP_MINUTES = 20;
    private static final int MOST_STEPS = 30;
    private static final Duration SMEARED = Duration.ofSeconds(20);
    private static final Duration SMEAR_STEP = Duration.ofMillis(20);
    private static final int PROGRESS = 100;

    private final List<Duration> unused = new ArrayList<>();
    private final List<SteppingClock> nodes;
    private final DatabaseTime database;
    private final CrashTrial trial;
    private final Api api;
    private final Random random;
    private Duration ofDatabase = Duration.ZERO;
    private Duration slowest = Duration.ZERO;

    ClockChanges(List<SteppingClock> nodes, DatabaseTime database, CrashTrial trial, Api api, Random random) {
        this.nodes = nodes;
        this.database = database;
        this.trial = trial;
        this.api = api;
        this.random = random;
        for (int step = -MOST_STEPS; step <= MOST_STEPS; step++) {
            if (step != 0) {
                unused.add(Duration.ofMinutes(step * STEP_MINUTES));
            }
        }
        Collections.shuffle(unused, random);
    }

    /** Changes clocks {@code count} times: half of them the database's. */
    void deal(int count) {
        for (int i = 0; i < count; i++) {
            int before = trial.webhooks();
            Set<String> pending = pending();
            long began = System.nanoTime();
            switch (i % 4) {
                case 0, 2 -> stepDatabase();
                case 1 -> stepNode();
                default -> smear();
            }
            await("deliveries that were pending before the change").atMost(SOON).pollInterval(Duration.ofSeconds(1))
                    .until(() -> Collections.disjoint(pending, pending()));
            await("webhooks after the change").atMost(SOON).until(() -> trial.webhooks() >= before + PROGRESS);
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            slowest = i % 4 != 3 && took.compareTo(slowest) > 0 ? took : slowest;
        }
    }

    private Set<String> pending() {
        return api.list("/deliveries?status=pending").stream().map(delivery -> delivery.get("id").asText())
                .collect(Collectors.toSet());
    }

    private void stepDatabase() {
        Duration next = unused.remove(0);
        System.out.printf("clock run: database from %s to %s%n", ofDatabase, next);
        database.set(next);
        ofDatabase = next;
    }

    private void stepNode() {
        int node = random.nextInt(nodes.size());
        Duration next = Duration.ofSeconds(random.nextInt(7_200) - 3_600);
        System.out.printf("clock run: node %d to %s%n", node + 1, next);
        nodes.get(node).set(next);
    }

    private void smear() {
        boolean isBack = random.nextBoolean();
        System.out.printf("clock run: database %s a second, smeared%n", isBack ? "loses" : "gains");
        Duration from = ofDatabase;
        slowly(difference -> database.set(from.plus(isBack ? difference.negated() : difference)));
        ofDatabase = from.plusSeconds(isBack ? -1 : 1);
    }

    private static void slowly(Consumer<Duration> set) {
        int steps = (int) (Duration.ofSeconds(1).toMillis() / SMEAR_STEP.toMillis());
        for (int i = 1; i <= steps; i++) {
            Duration pause = SMEARED.dividedBy(steps);
            await().pollDelay(pause).atMost(pause.plusMinutes(1)).until(() -> true);
            set.accept(SMEAR_STEP.multipliedBy(i));
        }
    }

    /** The longest time from a step until what was pending had been sent and as many webhooks as usual had come. */
    Duration slowest() {
        return slowest;
    }
}
