package io.carillon.process;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.time.Instant;
import java.time.ZoneId;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

/** The lines are those of the platform's formatter with the pattern that {@code logging.properties} has for it. */
class LineFormatterTest {

    private static final Instant TIME = Instant.parse("2026-11-22T06:07:08.009Z");

    @Test
    void aFactIsOneLine() {
        assertThat(line(Level.INFO, "delivery.attempted id=dl_1", null), is(expected("INFO", "delivery.attempted id=dl_1")));
        assertThat(line(Level.WARNING, "tick.failed", null), is(expected("WARNING", "tick.failed")));
    }

    @Test
    void argumentsStandInTheMessage() {
        LogRecord entry = entry(Level.INFO, "{0} of {1}");
        entry.setParameters(new Object[] {"one", "two"});
        assertThat(new LineFormatter().format(entry), is(expected("INFO", "one of two")));
    }

    @Test
    void aStackTraceFollows() {
        assertThat(line(Level.SEVERE, "request.failed", new IllegalStateException("why")),
                startsWith(expected("SEVERE", "request.failed") + "java.lang.IllegalStateException: why"
                        + System.lineSeparator() + "\tat "));
    }

    private static String line(Level level, String message, Throwable thrown) {
        LogRecord entry = entry(level, message);
        entry.setThrown(thrown);
        return new LineFormatter().format(entry);
    }

    private static LogRecord entry(Level level, String message) {
        LogRecord entry = new LogRecord(level, message);
        entry.setLoggerName("io.carillon.Test");
        entry.setInstant(TIME);
        return entry;
    }

    private static String expected(String level, String message) {
        return String.format("%1$tFT%1$tT.%1$tL%1$tz %2$-7s io.carillon.Test %3$s%n",
                TIME.atZone(ZoneId.systemDefault()), level, message);
    }
}
