package io.carillon.platform;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Writes one log line per fact: its name, then {@code key=value} pairs whose keys never change, so that an operator can search
 * for {@code delivery.attempted endpoint=ep_…}. Values with blanks or quotes are quoted, line breaks are escaped, null values
 * are left out. Secrets and bodies are never logged. With {@code CARILLON_LOG_FORMAT=json}, the console shows the pairs as
 * members.
 */
public final class FactLog {

    private final Logger logger;

    private FactLog(Logger logger) {
        this.logger = logger;
    }

    /** The log of one class; the logger has the class's name. */
    public static FactLog of(Class<?> owner) {
        return new FactLog(System.getLogger(owner.getName()));
    }

    /** A fact for developers, one per request or message; off by default. */
    public void debug(String fact, Object... keysAndValues) {
        write(Level.DEBUG, fact, null, keysAndValues);
    }

    /** A fact that an operator needs when investigating an incident. */
    public void info(String fact, Object... keysAndValues) {
        write(Level.INFO, fact, null, keysAndValues);
    }

    /** A fact whose level depends on what it says. */
    public void at(Level level, String fact, Object... keysAndValues) {
        write(level, fact, null, keysAndValues);
    }

    /** A fact that an operator should look at. */
    public void warn(String fact, Object... keysAndValues) {
        write(Level.WARNING, fact, null, keysAndValues);
    }

    /** An error in Carillon itself, with its stack trace. */
    public void error(String fact, Throwable cause, Object... keysAndValues) {
        write(Level.ERROR, fact, cause, keysAndValues);
    }

    private void write(Level level, String fact, Throwable cause, Object... keysAndValues) {
        if (logger.isLoggable(level)) {
            logger.log(level, line(fact, keysAndValues), cause);
        }
    }

    private static boolean isNumber(String value) {
        return value.charAt(value.length() - 1) <= '9' && value.matches("-?[0-9]+");
    }

    static String line(String fact, Object... keysAndValues) {
        StringBuilder line = new StringBuilder(fact);
        for (int i = 0; i + 1 < keysAndValues.length; i += 2) {
            if (keysAndValues[i + 1] != null) {
                line.append(' ').append(keysAndValues[i]).append('=').append(quoted(keysAndValues[i + 1]));
            }
        }
        return line.toString();
    }

    /** A text that looks like a number is quoted, so that the two differ. */
    private static String quoted(Object object) {
        String value = object.toString();
        boolean plain = !value.isEmpty() && value.chars().allMatch(c -> c > ' ' && c != '"' && c != '=' && c != 0x7f);
        if (plain && (object instanceof Number || !isNumber(value))) {
            return value;
        }
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\r", "\\r") + '"';
    }
}
