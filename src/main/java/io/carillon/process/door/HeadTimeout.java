package io.carillon.process.door;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.carillon.settings.Setting;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.glassfish.grizzly.CloseListener;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.IOEvent;
import org.glassfish.grizzly.IOStrategy;
import org.glassfish.grizzly.Transport;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.http.HttpPacketParsing;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.strategies.WorkerThreadIOStrategy;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;

/**
 * Closes connections on which the head of a request does not arrive in time; the server limits only the time between two bytes.
 * {@code pre-boot.asadmin} makes it the listener's IO strategy, and it leaves the work to the server's own. Each second it looks
 * at all connections. A connection without a request is not its concern. Because the server has no other place for it, it also
 * gives each listener an {@link IgnoredUpgrade}.
 *
 * <p>While the server stops, it closes every connection that sends something: without an application, the server would answer
 * 500.
 */
public final class HeadTimeout implements IOStrategy {

    /** The request that the server is reading from a connection. */
    private static final Attribute<HttpPacketParsing> REQUEST =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(HttpServerFilter.HTTP_SERVER_REQUEST_ATTR_NAME);
    /** When a look first found the head unfinished that a connection is sending. */
    private static final Attribute<Long> UNFINISHED_SINCE =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute("carillon.head.unfinished-since");
    /** The system property that the launcher sets to {@code true} when the last response is written. */
    private static final String CLOSED = "carillon.closed";
    private static final HeadTimeout INSTANCE = new HeadTimeout();

    private final IOStrategy server = WorkerThreadIOStrategy.getInstance();
    private final Set<Connection<?>> open = ConcurrentHashMap.newKeySet();
    private final long limit = Duration.parse(System.getProperty(Setting.HEAD_TIMEOUT.key())).toNanos();

    private HeadTimeout() {
        Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "carillon-head-timeout");
            thread.setDaemon(true);
            return thread;
        }).scheduleWithFixedDelay(() -> open.forEach(this::check), 1, 1, SECONDS);
    }

    /** The server calls this method by its name. */
    public static HeadTimeout getInstance() {
        return INSTANCE;
    }

    @Override
    public boolean executeIoEvent(Connection connection, IOEvent event) throws IOException {
        return executeIoEvent(connection, event, true);
    }

    @Override
    public boolean executeIoEvent(Connection connection, IOEvent event, boolean isEnabled) throws IOException {
        if (event == IOEvent.READ) {
            if (Boolean.getBoolean(CLOSED)) {
                connection.terminateSilently();
                return true;
            }
            arriving(connection);
        } else if (event == IOEvent.SERVER_ACCEPT) {
            IgnoredUpgrade.of(connection);
        }
        return server.executeIoEvent(connection, event, isEnabled);
    }

    private void arriving(Connection<?> connection) {
        if (open.add(connection)) {
            connection.addCloseListener((CloseListener<Connection<?>, ?>) (closed, type) -> open.remove(closed));
        } else if (REQUEST.get(connection) == null) {
            UNFINISHED_SINCE.remove(connection);
        }
    }

    /** An exception would end the schedule, so it ends the connection instead. */
    private void check(Connection<?> connection) {
        try {
            look(connection);
        } catch (RuntimeException e) {
            connection.terminateSilently();
        }
    }

    private void look(Connection<?> connection) {
        HttpPacketParsing request = REQUEST.get(connection);
        Long since = UNFINISHED_SINCE.get(connection);
        if (request == null || request.isHeaderParsed()) {
            UNFINISHED_SINCE.remove(connection);
        } else if (since == null) {
            UNFINISHED_SINCE.set(connection, System.nanoTime());
        } else if (System.nanoTime() - since > limit) {
            connection.terminateSilently();
        }
    }

    @Override
    public Executor getThreadPoolFor(Connection connection, IOEvent event) {
        return server.getThreadPoolFor(connection, event);
    }

    @Override
    public ThreadPoolConfig createDefaultWorkerPoolConfig(Transport transport) {
        return server.createDefaultWorkerPoolConfig(transport);
    }
}
