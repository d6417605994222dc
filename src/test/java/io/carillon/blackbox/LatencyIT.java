package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.lessThan;

import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.Receiver.Answer;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long it takes from {@code POST /changes} to the request at the receiver, for an {@code instant} endpoint. Open loop: an
 * event is posted when its time has come, whatever became of those before, and its latency counts from that time, so that a
 * pause of the service is not left out. Publisher and receiver are this process, and share its clock. {@code mvn verify
 * -Platency} on a machine that does nothing else.
 */
@EnabledIfSystemProperty(named = "carillon.latency", matches = "true")
class LatencyIT {

    private static final int PER_SECOND = 50;
    private static final int WARM_UP = PER_SECOND * Integer.getInteger("carillon.latency.warmup", 60);
    private static final int MEASURED = PER_SECOND * Integer.getInteger("carillon.latency.seconds", 60);
    private static final long DISTANCE = Duration.ofSeconds(1).toNanos() / PER_SECOND;
    private static final double LIMIT_MS = 100;

    private final AtomicLongArray arrivals = new AtomicLongArray(WARM_UP + MEASURED);
    private final Queue<String> refusals = new ConcurrentLinkedQueue<>();

    @Test
    void ninetyNineOfAHundredEventsArriveWithinATenthOfASecond(@TempDir Path home) {
        try (CarillonProcess service = new CarillonProcess(home, Map.of()).serverCompiler().start();
                Receiver receiver = new Receiver()) {
            Scenario scenario = new Scenario(service.api(), receiver);
            Endpoint endpoint = scenario.anEndpoint().full().instant().answering(received -> {
                arrivals.compareAndSet(received.json().at("/data/n").asInt(), 0, received.nanoTime());
                return Answer.status(200);
            }).create();
            long start = publish(service.api(), scenario);
            await("every event at " + endpoint.url()).atMost(Duration.ofSeconds(30)).until(this::allHaveArrived);
            double[] millis = latencies(start);
            System.out.printf("latency in ms at %d/s, %d s after %d s of warm-up: p50 %.1f p90 %.1f p99 %.1f max %.1f%n",
                    PER_SECOND, MEASURED / PER_SECOND, WARM_UP / PER_SECOND,
                    at(millis, 0.50), at(millis, 0.90), at(millis, 0.99), at(millis, 1));
            assertThat("p99 in ms", at(millis, 0.99), lessThan(LIMIT_MS));
        }
    }

    private long publish(Api api, Scenario scenario) {
        HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        long start = System.nanoTime();
        for (int n = 0; n < arrivals.length(); n++) {
            waitUntil(start + n * DISTANCE);
            var request = api.request("/changes").header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(scenario.anEvent("score.updated", "s" + n, Json.object("n", n)))).build();
            http.sendAsync(request, BodyHandlers.ofString()).whenComplete((answer, failure) -> {
                if (failure != null || answer.statusCode() != 202) {
                    refusals.add(failure != null ? failure.toString() : answer.body());
                }
            });
        }
        return start;
    }

    private static void waitUntil(long nanoTime) {
        for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private boolean allHaveArrived() {
        if (!refusals.isEmpty()) {
            throw new IllegalStateException("not accepted: " + refusals.peek());
        }
        for (int n = 0; n < arrivals.length(); n++) {
            if (arrivals.get(n) == 0) {
                return false;
            }
        }
        return true;
    }

    private double[] latencies(long start) {
        double[] millis = new double[MEASURED];
        for (int i = 0; i < MEASURED; i++) {
            int n = WARM_UP + i;
            millis[i] = (arrivals.get(n) - (start + n * DISTANCE)) / 1e6;
        }
        Arrays.sort(millis);
        return millis;
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }
}
