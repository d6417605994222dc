package io.carillon.process;

import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * Keeps two things off the console that no level can: the routine of the web container, which sets its own level, and the
 * adapter's stack trace for every message whose delivery failed (AMQ154004), which our listener tells in one line.
 */
public final class ConsoleFilter implements Filter {

    @Override
    public boolean isLoggable(LogRecord entry) {
        return !isRoutine(entry) && !isFailedDelivery(entry);
    }

    private static boolean isRoutine(LogRecord entry) {
        return "jakarta.enterprise.web".equals(entry.getLoggerName())
                && entry.getLevel().intValue() < Level.WARNING.intValue();
    }

    private static boolean isFailedDelivery(LogRecord entry) {
        return entry.getMessage() != null && entry.getMessage().startsWith("AMQ154004");
    }
}
