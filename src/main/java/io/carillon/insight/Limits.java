package io.carillon.insight;

import static io.carillon.settings.Setting.RETENTION_DELIVERIES;
import static io.carillon.settings.Setting.RETENTION_INBOX;
import static io.carillon.settings.Setting.WINDOW;

import io.carillon.settings.Settings;
import java.time.Duration;
import java.time.Instant;

/**
 * The settings that an answer depends on.
 *
 * @param window        the coalescing window
 * @param keepsChanges  how long the inbox keeps changes
 * @param keepsMessages how long messages and deliveries are kept
 */
record Limits(Duration window, Duration keepsChanges, Duration keepsMessages) {

    static Limits of(Settings settings) {
        return new Limits(settings.duration(WINDOW), settings.duration(RETENTION_INBOX),
                settings.duration(RETENTION_DELIVERIES));
    }

    /** The end of the window that contains {@code time}: the tick that closes what is opened then. */
    Instant tickAfter(Instant time) {
        return Coverage.startOfWindow(time, window).plus(window);
    }
}
