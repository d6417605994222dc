package io.carillon.demo;

import io.carillon.local.Terminal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what the demonstration has sent and received. On an interactive terminal, the counts are always in its last line;
 * elsewhere they are printed once a minute.
 */
final class Summary {

    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final Terminal terminal;
    private final Clock clock;
    private final AtomicLong changes = new AtomicLong();
    private final AtomicLong webhooks = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private Instant printed;

    Summary(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
        printed = clock.instant();
    }

    void sent(int count) {
        changes.addAndGet(count);
        terminal.live(line());
    }

    /** A webhook with valid signatures has come. */
    void received() {
        webhooks.incrementAndGet();
        terminal.live(line());
    }

    /** A webhook was rejected, or changes could not be sent. */
    void failed() {
        failures.incrementAndGet();
        terminal.live(line());
    }

    /** Prints the counts where no live line shows them, if a minute has passed since the last time. */
    synchronized void printIfDue() {
        Instant now = clock.instant();
        if (!terminal.isInteractive() && !now.isBefore(printed.plus(INTERVAL))) {
            printed = now;
            terminal.aside(line());
        }
    }

    /** Prints the counts for the last time. */
    void end() {
        terminal.live("");
        terminal.aside(line());
    }

    private String line() {
        return counted(changes, "change") + " sent, " + counted(webhooks, "webhook") + " received, "
                + counted(failures, "failure");
    }

    private static String counted(AtomicLong number, String noun) {
        return number + " " + noun + (number.get() == 1 ? "" : "s");
    }
}
