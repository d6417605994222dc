package io.carillon.process;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.logging.Filter;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.transaction.xa.XAException;

/**
 * Keeps seven kinds of log records off the console that no log level can exclude: routine records of the web container, which
 * sets its own level; the resource adapter's stack trace for every message whose delivery failed (AMQ154004), which our
 * listener reports in one line; the stack traces of the bean container and the persistence provider while the database is
 * unavailable, several hundred lines for each of thousands of messages; the web container's stack traces for a path with a
 * broken percent sign and for a client that broke off its request, which any client can cause; Weld's warnings about request
 * contexts, which the server ends in another thread when a body has arrived late; and warnings of the server and the broker that
 * repeat within a minute, as they do by the thousand while a disk is full. Their other stack traces remain.
 */
public final class ConsoleFilter implements Filter {

    private static final Formatter TEXT = new SimpleFormatter();
    private static final String DATABASE_EXCEPTION = "EclipseLink-4002";
    private static final long REPEAT_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int MOST_KINDS = 1_000;
    private static final List<String> HTTP_LOGGERS =
            List.of("org.glassfish.jersey.server.ServerRuntime", "jakarta.enterprise.web", "org.glassfish.grizzly");
    /** The broker and what it reads its clients' bytes with. */
    private static final List<String> BROKER_LOGGERS = List.of("org.apache.activemq.", "org.apache.qpid.", "io.netty.");
    private static final List<String> OTHER_CONTEXTS = List.of("WELD-000225", "WELD-000335", "WELD-000714", "WELD-000715");
    private static final Pattern BROKEN =
            Pattern.compile("(?i)connection is closed|closed connection|broken pipe|connection reset");

    private final Map<String, Long> shownAt = new ConcurrentHashMap<>();
    private final LongSupplier clock;

    /** For the logging configuration. */
    public ConsoleFilter() {
        this(System::nanoTime);
    }

    ConsoleFilter(LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    public boolean isLoggable(LogRecord entry) {
        return !isRoutine(entry) && !isFailedDelivery(entry) && !isDatabaseAway(entry)
                && !isBrokenPath(entry) && !isClientGone(entry) && !isContextOfAnotherThread(entry) && !isRepeated(entry);
    }

    /**
     * Messages of the server are patterns without the values. Most of the broker's begin with their number; the rest contains
     * what its clients sent, so that only the logger and the exception tell them apart.
     */
    private boolean isRepeated(LogRecord entry) {
        if (String.valueOf(entry.getLoggerName()).startsWith("io.carillon.")
                || entry.getLevel().intValue() < Level.WARNING.intValue()) {
            return false;
        }
        String kind = entry.getLoggerName() + kind(entry);
        long now = clock.getAsLong();
        if (shownAt.size() > MOST_KINDS) {
            shownAt.clear();
        }
        Long shown = shownAt.get(kind);
        if (shown != null && now - shown < REPEAT_NANOS) {
            return true;
        }
        shownAt.put(kind, now);
        return false;
    }

    private static String kind(LogRecord entry) {
        String message = String.valueOf(entry.getMessage());
        if (message.startsWith("AMQ")) {
            return message.split(":", 2)[0];
        }
        return BROKER_LOGGERS.stream().anyMatch(String.valueOf(entry.getLoggerName())::startsWith)
                ? entry.getThrown() == null ? "" : entry.getThrown().getClass().getName() : message;
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

    /** Weld replaces the context that it finds in the first thread, so that no request sees one of another. */
    private static boolean isContextOfAnotherThread(LogRecord entry) {
        String message = String.valueOf(entry.getMessage());
        return OTHER_CONTEXTS.stream().anyMatch(message::startsWith);
    }

    private static boolean isClientGone(LogRecord entry) {
        String logger = String.valueOf(entry.getLoggerName());
        return HTTP_LOGGERS.stream().anyMatch(logger::startsWith)
                && causes(entry.getThrown()).anyMatch(ConsoleFilter::isBrokenConnection);
    }

    private static boolean isBrokenConnection(Throwable thrown) {
        return thrown instanceof EOFException || thrown instanceof ClosedChannelException
                || thrown.getClass().getSimpleName().equals("HttpBrokenContentException")
                || thrown instanceof IOException && BROKEN.matcher(String.valueOf(thrown.getMessage())).find();
    }

    private static boolean isDatabaseAway(LogRecord entry) {
        String logger = String.valueOf(entry.getLoggerName());
        String message = String.valueOf(entry.getMessage());
        return logger.startsWith("javax.enterprise.resource.jta") && entry.getThrown() instanceof XAException
                || logger.equals("jakarta.enterprise.ejb.container")
                && (TEXT.formatMessage(entry).startsWith("A system exception occurred")
                        || hasSqlCause(entry.getThrown()))
                || logger.startsWith("org.eclipse.persistence.session") && (message.contains(DATABASE_EXCEPTION)
                        || hasSqlCause(entry.getThrown()));
    }

    private static boolean hasSqlCause(Throwable thrown) {
        return causes(thrown).anyMatch(SQLException.class::isInstance);
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).limit(20);
    }
}
