package io.carillon.platform;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Measures how much time has passed, by a clock that never steps: setting the system's clock does not move it. Whatever asks
 * "how long ago?" within one process uses it instead of a {@code Clock}. Its values mean nothing outside the process.
 */
public final class MonotonicClock {

    private final LongSupplier nanos;

    private MonotonicClock(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** The clock of this process. */
    public static MonotonicClock system() {
        return new MonotonicClock(System::nanoTime);
    }

    /** A clock that reads {@code nanos}, for tests. */
    public static MonotonicClock of(LongSupplier nanos) {
        return new MonotonicClock(nanos);
    }

    /** The current moment, in nanoseconds since an arbitrary one. */
    public long now() {
        return nanos.getAsLong();
    }

    /** The time that has passed since {@code moment}, a value of {@link #now}. */
    public Duration since(long moment) {
        return Duration.ofNanos(now() - moment);
    }

    /** Whether more than {@code limit} has passed since {@code moment}. */
    public boolean isLongerAgo(long moment, Duration limit) {
        return now() - moment > limit.toNanos();
    }
}
