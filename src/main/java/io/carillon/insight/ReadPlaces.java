package io.carillon.insight;

import io.carillon.access.Caller;
import io.carillon.problem.ProblemException;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Keeps questions from disturbing the service: few run at once on this node, and each caller may ask only so often. A read that
 * finds no place is refused at once, because waiting requests would hold threads.
 */
@ApplicationScoped
class ReadPlaces {

    static final int AT_ONCE = 4;
    static final int PER_SECOND = 2;
    private static final int BURST = 20;
    private static final int MOST_CALLERS = 10_000;

    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Map<String, Bucket> callers = new ConcurrentHashMap<>();

    /**
     * The result of {@code question}, which {@code caller} asks.
     *
     * @throws ProblemException 429 when the caller has asked too often, 503 when no place is free
     */
    <T> T ask(Caller caller, Supplier<T> question) {
        ConsumptionProbe probe = bucketOf(caller.keyId()).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw ProblemException.tooMany("A caller may ask " + PER_SECOND + " questions a second.",
                    Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
        return read(question);
    }

    /**
     * The result of {@code reading}.
     *
     * @throws ProblemException 503 when no place is free
     */
    <T> T read(Supplier<T> reading) {
        if (!places.tryAcquire()) {
            throw ProblemException.unavailable("This node answers " + AT_ONCE + " such requests at once.",
                    Duration.ofSeconds(FactsReader.SECONDS));
        }
        try {
            return reading.get();
        } finally {
            places.release();
        }
    }

    private Bucket bucketOf(String caller) {
        if (callers.size() > MOST_CALLERS) {
            callers.values().removeIf(bucket -> bucket.getAvailableTokens() >= BURST);
        }
        return callers.computeIfAbsent(caller, id -> Bucket.builder().addLimit(limit -> limit.capacity(BURST)
                .refillGreedy(PER_SECOND, Duration.ofSeconds(1))).build());
    }
}
