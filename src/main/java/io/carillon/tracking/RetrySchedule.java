package io.carillon.tracking;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * When a failed delivery is retried. The schedule is data: one delay for each attempt, counted from the previous attempt, with
 * 20 % of jitter in either direction. A receiver's Retry-After can only lengthen a delay, to a day at most.
 */
final class RetrySchedule {

    private static final double JITTER = 0.2;
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(24);

    private final List<Duration> delays;
    private final DoubleSupplier random;

    /** {@code delays} as configured, the first one before the first attempt; {@code random} returns values from 0 to below 1. */
    RetrySchedule(List<Duration> delays, DoubleSupplier random) {
        this.delays = List.copyOf(delays);
        this.random = random;
    }

    /** How long to wait after {@code made} attempts; empty after the last one. {@code retryAfter} may be null. */
    Optional<Duration> delayAfter(int made, Duration retryAfter) {
        if (made >= delays.size()) {
            return Optional.empty();
        }
        double factor = 1 - JITTER + 2 * JITTER * random.getAsDouble();
        Duration planned = Duration.ofMillis(Math.round(delays.get(made).toMillis() * factor));
        Duration asked = retryAfter == null ? Duration.ZERO : min(retryAfter, LONGEST_RETRY_AFTER);
        return Optional.of(asked.compareTo(planned) > 0 ? asked : planned);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
