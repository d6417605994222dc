package io.carillon.endpoint;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** How many key sets this node looks up for all who ask, because they need no key for it. Thread-safe. */
@ApplicationScoped
class KeySetLimit {

    static final int PER_SECOND = 50;
    /** After a pause. */
    static final int AT_ONCE = 100;

    private final Bucket node = Bucket.builder()
            .addLimit(limit -> limit.capacity(AT_ONCE).refillGreedy(PER_SECOND, Duration.ofSeconds(1))).build();

    /** Counts a look-up; if there were too many, returns how long to wait. */
    Optional<Duration> take() {
        ConsumptionProbe probe = node.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
}
