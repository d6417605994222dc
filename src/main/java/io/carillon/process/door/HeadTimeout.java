package io.carillon.process.door;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.carillon.settings.Setting;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.glassfish.grizzly.CloseListener;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.http.HttpPacketParsing;
import org.glassfish.grizzly.http.HttpServerFilter;

/**
 * Closes connections on which the head of a request does not arrive in time; the server limits only the time between two bytes.
 * Each second it looks at all connections. A connection without a request is not its concern.
 */
final class HeadTimeout {

    /** The request that the server is reading from a connection. */
    static final Attribute<HttpPacketParsing> REQUEST =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(HttpServerFilter.HTTP_SERVER_REQUEST_ATTR_NAME);
    /** When a look first found the head unfinished that a connection is sending. */
    private static final Attribute<Long> UNFINISHED_SINCE =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute("carillon.head.unfinished-since");

    private final Set<Connection<?>> open = ConcurrentHashMap.newKeySet();
    private final long limit = Duration.parse(System.getProperty(Setting.HEAD_TIMEOUT.key())).toNanos();

    HeadTimeout() {
        Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "carillon-head-timeout");
            thread.setDaemon(true);
            return thread;
        }).scheduleWithFixedDelay(() -> open.forEach(this::check), 1, 1, SECONDS);
    }

    /** Something has arrived on {@code connection}. */
    void arriving(Connection<?> connection) {
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
}
