package io.carillon.process;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

/**
 * Shows on the terminal how far a start is, with a line for each stage and the seconds since the start. The stages are facts of
 * the log, which reach this as a handler of the log; it is named in the configuration, which the server reads again.
 */
public final class StartProgress extends Handler {

    private static final Map<String, String> STAGES = new LinkedHashMap<>(Map.of(
            "broker.started", "the broker takes messages",
            "broker.connecting", "connecting to the broker",
            "database.ready", "the database has its tables"));

    private static volatile PrintStream terminal;
    private static volatile long start;

    /** Shows stages on {@code out} from now on. */
    static void show(PrintStream out, long startNanos) {
        start = startNanos;
        terminal = out;
    }

    /** Shows no more stages. */
    static void end() {
        terminal = null;
    }

    /** Shows that the start has come to {@code stage}, if stages are shown. */
    static void reached(String stage) {
        PrintStream out = terminal;
        if (out != null) {
            out.println(String.format(Locale.ROOT, "%6.1f s  %s", (System.nanoTime() - start) / 1e9, stage));
        }
    }

    @Override
    public void publish(LogRecord entry) {
        String stage = STAGES.get(String.valueOf(entry.getMessage()).split(" ", 2)[0]);
        if (stage != null && !entry.getMessage().contains("url=embedded")) {
            reached(stage);
        }
    }

    @Override
    public void flush() {
        // each line is printed at once
    }

    @Override
    public void close() {
        // the terminal stays open
    }
}
