package io.carillon.access;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A limit on how often each key, and each subject of tokens, may do something on this node. Thread-safe. */
public final class CallerRate {

    private static final int MOST_CALLERS = 10_000;

    private final Map<String, Bucket> callers = new ConcurrentHashMap<>();
    private final long burst;
    private final long count;
    private final Duration period;

    /** {@code count} times in each {@code period}, and up to {@code burst} times at once after a pause. */
    public CallerRate(long burst, long count, Duration period) {
        this.burst = burst;
        this.count = count;
        this.period = period;
    }

    /** Counts {@code times} for {@code caller}; if they are too many, counts none and returns how long to wait. */
    public Optional<Duration> take(Caller caller, long times) {
        ConsumptionProbe probe = bucketOf(caller.keyId()).tryConsumeAndReturnRemaining(times);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    private Bucket bucketOf(String caller) {
        if (callers.size() > MOST_CALLERS) {
            callers.values().removeIf(bucket -> bucket.getAvailableTokens() >= burst);
        }
        return callers.computeIfAbsent(caller, id -> Bucket.builder().addLimit(limit -> limit.capacity(burst)
                .refillGreedy(count, period)).build());
    }
}
