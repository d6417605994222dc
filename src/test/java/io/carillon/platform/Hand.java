package io.carillon.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Two clocks that a test moves: the time of day, which may step, and the time that passes, which may not. */
public final class Hand extends Clock {

    private Instant instant = Instant.parse("2026-11-22T12:00:00Z");
    private long nanos;

    /** Time passes, on both clocks. */
    public Hand passes(Duration time) {
        nanos += time.toNanos();
        return steps(time);
    }

    /** Sets the time of day. */
    public Hand steps(Duration step) {
        instant = instant.plus(step);
        return this;
    }

    /** The clock that never steps. */
    public MonotonicClock monotonic() {
        return MonotonicClock.of(() -> nanos);
    }

    @Override
    public Instant instant() {
        return instant;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
