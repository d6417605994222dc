package io.carillon.process;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/**
 * Formats a line of the console: time to the millisecond, level, logger, message; a stack trace below it. The platform's own
 * formatter parses its pattern again for each line, which is noticeable with a line for each attempt. Thread-safe.
 */
public final class LineFormatter extends Formatter {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxx").withZone(ZoneId.systemDefault());
    private static final int LEVEL_WIDTH = "WARNING".length();

    @Override
    public String format(LogRecord entry) {
        String level = entry.getLevel().getName();
        StringBuilder line = new StringBuilder(256);
        TIME.formatTo(entry.getInstant(), line);
        line.append(' ').append(level).append(" ".repeat(Math.max(0, LEVEL_WIDTH - level.length())))
                .append(' ').append(entry.getLoggerName()).append(' ').append(formatMessage(entry));
        if (entry.getThrown() != null) {
            StringWriter trace = new StringWriter();
            entry.getThrown().printStackTrace(new PrintWriter(trace, true));
            line.append(System.lineSeparator()).append(trace);
        }
        return line.append(System.lineSeparator()).toString();
    }
}
