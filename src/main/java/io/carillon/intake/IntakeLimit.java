package io.carillon.intake;

import io.carillon.access.Caller;
import io.carillon.access.Role;
import io.carillon.platform.Settings;
import io.carillon.problem.ProblemException;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Holds each key to {@code CARILLON_INTAKE_RATE} changes a second on this node, with bursts of ten seconds' worth but at
 * least one full request. Operators are not held: they keep the service.
 */
@ApplicationScoped
class IntakeLimit {

    private static final int BURST_SECONDS = 10;
    private static final int MOST_BUCKETS = 10_000;

    @Inject
    private Settings settings;

    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    /** A limit outside a container, for tests. */
    static IntakeLimit with(Settings settings) {
        IntakeLimit limit = new IntakeLimit();
        limit.settings = settings;
        return limit;
    }

    /**
     * Counts {@code changes} of {@code caller}.
     *
     * @throws ProblemException 429 with the time after which they would be let through
     */
    void take(Caller caller, int changes) {
        if (settings.intakeRate() == 0 || changes == 0 || caller.role() == Role.OPERATOR) {
            return;
        }
        ConsumptionProbe probe = bucketOf(caller.keyId()).tryConsumeAndReturnRemaining(changes);
        if (!probe.isConsumed()) {
            throw ProblemException.tooMany("This key may send " + settings.intakeRate() + " changes per second.",
                    Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }

    private Bucket bucketOf(String key) {
        if (buckets.size() > MOST_BUCKETS) {
            buckets.values().removeIf(bucket -> bucket.getAvailableTokens() >= capacity());
        }
        return buckets.computeIfAbsent(key, id -> Bucket.builder().addLimit(limit -> limit.capacity(capacity())
                .refillGreedy(settings.intakeRate(), Duration.ofSeconds(1))).build());
    }

    private long capacity() {
        return Math.max((long) settings.intakeRate() * BURST_SECONDS, ChangesResource.MAX_CHANGES);
    }
}
