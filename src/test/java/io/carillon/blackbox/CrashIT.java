package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.carillon.blackbox.Receiver.Received;
import io.carillon.blackbox.Scenario.Endpoint;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} under load, again and again, with changes in the queue, in buckets and in deliveries. Every change that
 * was answered 202 must reach an instant and a coalesced endpoint; a repeat must have the same id and the same body.
 * {@code -Dcarillon.kills=20} says how often, {@code -Dcarillon.seed=…} repeats a run's timing.
 */
class CrashIT {

    private static final int KILLS = Integer.getInteger("carillon.kills", 3);
    /** Accepted changes that may wait at a time: kills shall find work at every station, not only a long queue. */
    private static final int BACKLOG = 3_000;
    private static final long SEED = Long.getLong("carillon.seed", System.nanoTime());

    @TempDir
    Path folder;

    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicInteger sent = new AtomicInteger();
    private IntSupplier arrived = () -> 0;
    private final AtomicBoolean loading = new AtomicBoolean(true);

    @Test
    void nothingThatWasAcknowledgedIsLost() throws Exception {
        Random random = new Random(SEED);
        ExecutorService load = Executors.newFixedThreadPool(2);
        try (Receiver receiver = new Receiver();
                CarillonProcess carillon = new CarillonProcess(folder, Map.of()).start()) {
            Scenario scenario = new Scenario(carillon.api(), receiver);
            Endpoint instant = scenario.anEndpoint().thin().instant().create();
            Endpoint coalesced = scenario.anEndpoint().full().coalesced().create();
            arrived = () -> instant.received().size();
            load.execute(() -> produce(scenario));
            load.execute(() -> produce(scenario));
            for (int kill = 0; kill < KILLS; kill++) {
                waitForProgress(200 + random.nextInt(2_000), random.nextInt(2_500));
                carillon.kill();
                carillon.start();
            }
            loading.set(false);
            Set<String> expected = new TreeSet<>(acknowledged);
            awaitAll(expected, instant);
            awaitAll(expected, coalesced);
            int repeats = checkRepeats(instant) + checkRepeats(coalesced);
            System.out.printf("crash run: seed=%d kills=%d acknowledged=%d webhooks=%d repeats=%d lost=0%n", SEED, KILLS,
                    expected.size(), instant.received().size() + coalesced.received().size(), repeats);
        } finally {
            loading.set(false);
            load.shutdownNow();
        }
    }

    private void produce(Scenario scenario) {
        while (loading.get()) {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                ids.add("t" + sent.incrementAndGet());
            }
            await().atMost(Duration.ofMinutes(5)).until(() -> !loading.get() || acknowledged.size() - arrived.getAsInt() < BACKLOG);
            try {
                scenario.post(ids.stream().map(id -> scenario.aChange("team", "update", id)).toArray(String[]::new));
                acknowledged.addAll(ids);
            } catch (UncheckedIOException | AssertionError e) {
                await().pollDelay(Duration.ofMillis(50)).until(() -> true);
            }
        }
    }

    /** Waits for so many more acknowledged changes, and then a little longer so that kills hit every station. */
    private void waitForProgress(int changes, int millis) {
        int before = acknowledged.size();
        await().atMost(Duration.ofMinutes(2)).until(() -> acknowledged.size() >= before + changes);
        await().pollDelay(Duration.ofMillis(millis)).atMost(Duration.ofMinutes(1)).until(() -> true);
    }

    private static void awaitAll(Set<String> expected, Endpoint endpoint) {
        Set<String> missing = new TreeSet<>(expected);
        try {
            await().atMost(Duration.ofMinutes(4)).pollInterval(1, TimeUnit.SECONDS).until(() -> {
                missing.removeAll(endpoint.received().stream().map(CrashIT::resourceId).collect(Collectors.toSet()));
                return missing.isEmpty();
            });
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            assertThat("lost of " + expected.size() + " with seed " + SEED, missing, is(empty()));
        }
    }

    private static String resourceId(Received received) {
        var body = received.json();
        return body.has("resourceId") ? body.get("resourceId").asText() : body.at("/data/resourceId").asText();
    }

    private static int checkRepeats(Endpoint endpoint) {
        Map<String, String> bodies = new TreeMap<>();
        int repeats = 0;
        for (Received received : endpoint.received()) {
            String first = bodies.putIfAbsent(received.header("webhook-id"), received.body());
            if (first != null) {
                assertThat("a repeat has the same body", received.body(), is(first));
                repeats++;
            }
        }
        return repeats;
    }
}
