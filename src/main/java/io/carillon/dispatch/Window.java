package io.carillon.dispatch;

import java.time.Duration;
import java.time.Instant;

/** The grid of coalescing windows: they follow one another from 1970 on, so every node has the same without asking. */
final class Window {

    private Window() {
    }

    /** The begin of the window of length {@code window} that {@code now} lies in. */
    static Instant startOf(Instant now, Duration window) {
        long millis = window.toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(now.toEpochMilli(), millis) * millis);
    }
}
