package io.carillon.platform;

import java.time.Duration;
import java.time.Instant;

/**
 * What the database said, for one second: what an operator changes reaches every node within that time without any node
 * knowing another.
 */
public record OneSecondCache<T>(T value, Instant readAt) {

    private static final Duration FRESH_FOR = Duration.ofSeconds(1);

    /** Whether it may still be used at {@code now}; not after a clock that was set back. */
    public boolean isFreshAt(Instant now) {
        return now.isBefore(readAt.plus(FRESH_FOR)) && !now.isBefore(readAt);
    }
}
