package io.carillon.dispatch;

import java.time.Duration;
import java.time.Instant;

/** The coalescing windows: they follow one another from 1970 on, so all nodes agree on them without communication. */
public final class Window {

    private Window() {
    }

    /** The start of the window of length {@code window} that contains {@code now}. */
    static Instant startOf(Instant now, Duration window) {
        long millis = window.toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(now.toEpochMilli(), millis) * millis);
    }

    /** How long a bucket that was opened at {@code openedAt} has been due; zero while its window lasts. */
    public static Duration lag(Instant openedAt, Instant now, Duration window) {
        Duration lag = Duration.between(startOf(openedAt, window).plus(window), now);
        return lag.isNegative() ? Duration.ZERO : lag;
    }
}
