package io.carillon.process;

import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** Keeps the web container's routine off the console: it sets its own level, whatever the logging configuration says. */
public final class WebContainerFilter implements Filter {

    @Override
    public boolean isLoggable(LogRecord entry) {
        return entry.getLevel().intValue() >= Level.WARNING.intValue()
                || !"jakarta.enterprise.web".equals(entry.getLoggerName());
    }
}
