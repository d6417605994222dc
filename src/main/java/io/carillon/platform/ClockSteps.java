package io.carillon.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Notices that the system's clock was set back, by comparing it with a clock that never steps. Not thread-safe. */
public final class ClockSteps {

    /** Clocks that drift or are slewed lose less than this between two looks. */
    static final Duration SMALLEST = Duration.ofSeconds(5);

    private final Clock clock;
    private final MonotonicClock monotonic;
    private Instant seen;
    private long seenAt;

    /** Begins to compare now. */
    public ClockSteps(Clock clock, MonotonicClock monotonic) {
        this.clock = clock;
        this.monotonic = monotonic;
        look();
    }

    /** By how much the clock was set back since the last call; zero if it was not. A step forward counts as zero. */
    public Duration back() {
        Instant expected = seen.plus(monotonic.since(seenAt));
        look();
        Duration back = Duration.between(seen, expected);
        return back.compareTo(SMALLEST) > 0 ? back : Duration.ZERO;
    }

    private void look() {
        seenAt = monotonic.now();
        seen = clock.instant();
    }
}
