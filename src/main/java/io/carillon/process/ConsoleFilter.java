package io.carillon.process;

import java.sql.SQLException;
import java.util.Objects;
import java.util.logging.Filter;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;

/**
 * Keeps four kinds of log records off the console that no log level can exclude: routine records of the web container, which
 * sets its own level; the resource adapter's stack trace for every message whose delivery failed (AMQ154004), which our
 * listener reports in one line; the stack traces of the bean container and the persistence provider while the database is
 * unavailable, several hundred lines for each of thousands of messages; and the web container's stack trace for a path with a
 * broken percent sign, thirty lines that any client can cause. Their other stack traces remain.
 */
public final class ConsoleFilter implements Filter {

    private static final Formatter TEXT = new SimpleFormatter();
    private static final String DATABASE_EXCEPTION = "EclipseLink-4002";

    @Override
    public boolean isLoggable(LogRecord entry) {
        return !isRoutine(entry) && !isFailedDelivery(entry) && !isDatabaseAway(entry)
                && !isBrokenPath(entry);
    }

    private static boolean isRoutine(LogRecord entry) {
        return "jakarta.enterprise.web".equals(entry.getLoggerName())
                && entry.getLevel().intValue() < Level.WARNING.intValue();
    }

    private static boolean isFailedDelivery(LogRecord entry) {
        return entry.getMessage() != null && entry.getMessage().startsWith("AMQ154004");
    }

    private static boolean isBrokenPath(LogRecord entry) {
        return "jakarta.enterprise.web.core".equals(entry.getLoggerName())
                && entry.getThrown() instanceof IllegalArgumentException broken
                && String.valueOf(broken.getMessage()).startsWith("URLDecoder: ");
    }

    private static boolean isDatabaseAway(LogRecord entry) {
        String logger = String.valueOf(entry.getLoggerName());
        String message = String.valueOf(entry.getMessage());
        return logger.equals("jakarta.enterprise.ejb.container")
                && (TEXT.formatMessage(entry).startsWith("A system exception occurred")
                        || hasSqlCause(entry.getThrown()))
                || logger.startsWith("org.eclipse.persistence.session") && (message.contains(DATABASE_EXCEPTION)
                        || hasSqlCause(entry.getThrown()));
    }

    private static boolean hasSqlCause(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).limit(20).anyMatch(SQLException.class::isInstance);
    }
}
