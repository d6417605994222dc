package io.carillon.coalescing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers changes in the order in which they are applied, so that the later of two changes with the same time is known. The
 * numbers of a node rise, and begin with the microseconds since 1970, so that those of other nodes and of a restarted node are
 * comparable.
 */
@ApplicationScoped
class ArrivalNumbers {

    private final AtomicLong last = new AtomicLong();
    private Clock clock;

    protected ArrivalNumbers() {
    }

    @Inject
    ArrivalNumbers(Clock clock) {
        this.clock = clock;
    }

    long next() {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        return last.updateAndGet(before -> Math.max(before + 1, now));
    }
}
