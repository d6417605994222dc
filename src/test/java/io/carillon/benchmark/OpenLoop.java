package io.carillon.benchmark;

import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Load for latencies: an event is posted when its time has come, whatever became of those before, and the latency of its
 * arrival counts from that time, so that a pause of the service is not left out. Publisher and receiver share this process'
 * clock.
 */
final class OpenLoop {

    private static final Pattern NUMBER = Pattern.compile("\"n\":(\\d+)");
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Site site;
    private final Hook hook;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final Map<Integer, Long> scheduled = new ConcurrentHashMap<>();
    private final Queue<Double> millis = new ConcurrentLinkedQueue<>();
    private final Queue<String> refusals = new ConcurrentLinkedQueue<>();
    private long expected;

    /** Events that arrive at {@code hook}. */
    OpenLoop(Site site, Hook hook) {
        this.site = site;
        this.hook = hook;
        hook.onArrival(this::arrived);
    }

    private void arrived(String body, long at) {
        Matcher number = NUMBER.matcher(body);
        if (number.find()) {
            millis.add((at - scheduled.get(Integer.parseInt(number.group(1)))) / 1e6);
        }
    }

    /**
     * Posts {@code perSecond} events a second for {@code time}, waits for all arrivals and proves the ledger.
     *
     * @param event    the change with that {@code n} in its data
     * @param arrivals how many requests the hook gets of all of them
     * @return the latencies in milliseconds, in ascending order
     */
    double[] run(int perSecond, Duration time, IntFunction<String> event, long arrivals) {
        millis.clear();
        long distance = Duration.ofSeconds(1).toNanos() / perSecond;
        int events = (int) (perSecond * time.toSeconds());
        long start = System.nanoTime();
        for (int i = 0; i < events; i++) {
            waitUntil(start + i * distance);
            int n = next.getAndIncrement();
            scheduled.put(n, start + i * distance);
            post(event.apply(n));
        }
        expected += arrivals;
        await("answers to all posts").atMost(LIMIT).until(() -> answered.get() == next.get());
        if (!refusals.isEmpty()) {
            throw new VoidRun(refusals.size() + " of " + events + " events were not accepted, the first: " + refusals.peek());
        }
        hook.settle(expected, LIMIT);
        double[] sorted = millis.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }

    private void post(String change) {
        var request = site.api().request("/changes").header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(change)).build();
        http.sendAsync(request, BodyHandlers.ofString()).whenComplete((answer, failure) -> {
            if (failure != null || answer.statusCode() != 202) {
                refusals.add(failure != null ? failure.toString() : answer.body());
            }
            answered.incrementAndGet();
        });
    }

    private static void waitUntil(long nanoTime) {
        for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** The latency that {@code share} of all are not above. */
    static double percentile(double[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }
}
