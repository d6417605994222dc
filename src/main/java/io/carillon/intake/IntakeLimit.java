package io.carillon.intake;

import static io.carillon.settings.Setting.INTAKE_RATE;

import io.carillon.access.Caller;
import io.carillon.access.Role;
import io.carillon.problem.ProblemException;
import io.carillon.settings.Settings;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Limits each key, and each subject of tokens, to {@code CARILLON_INTAKE_RATE} changes a second on this node, with bursts of ten
 * seconds' worth but at least one full request. Operators have no limit, because they run the service.
 */
@ApplicationScoped
class IntakeLimit {

    private static final int BURST_SECONDS = 10;
    private static final int MOST_BUCKETS = 10_000;

    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
    private int rate;

    /** For the container's proxy. */
    protected IntakeLimit() {
    }

    @Inject
    IntakeLimit(Settings settings) {
        rate = settings.number(INTAKE_RATE);
    }

    /**
     * Counts {@code changes} of {@code caller}.
     *
     * @throws ProblemException 429 with the time after which they would be accepted
     */
    void take(Caller caller, int changes) {
        if (rate == 0 || changes == 0 || caller.role() == Role.OPERATOR) {
            return;
        }
        ConsumptionProbe probe = bucketOf(caller.keyId()).tryConsumeAndReturnRemaining(changes);
        if (!probe.isConsumed()) {
            throw ProblemException.tooMany("This caller may send at most " + rate + " changes per second.",
                    Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }

    private Bucket bucketOf(String key) {
        if (buckets.size() > MOST_BUCKETS) {
            buckets.values().removeIf(bucket -> bucket.getAvailableTokens() >= capacity());
        }
        return buckets.computeIfAbsent(key, id -> Bucket.builder().addLimit(limit -> limit.capacity(capacity())
                .refillGreedy(rate, Duration.ofSeconds(1))).build());
    }

    private long capacity() {
        return Math.max((long) rate * BURST_SECONDS, ChangesResource.MAX_CHANGES);
    }
}
