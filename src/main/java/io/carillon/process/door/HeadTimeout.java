package io.carillon.process.door;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.glassfish.grizzly.CloseListener;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.http.HttpPacketParsing;
import org.glassfish.grizzly.http.HttpServerFilter;

/**
 * Closes connections on which the head of a request does not arrive in time; the server limits only the time between two bytes.
 * A connection without a request is not its concern.
 */
final class HeadTimeout {

    /** The request that the server is reading from a connection. */
    static final Attribute<HttpPacketParsing> REQUEST =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(HttpServerFilter.HTTP_SERVER_REQUEST_ATTR_NAME);
    /** When a look first found the head unfinished that a connection is sending. */
    private static final Attribute<Long> UNFINISHED_SINCE =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute("carillon.head.unfinished-since");

    private final Set<Connection<?>> open = ConcurrentHashMap.newKeySet();
    private final long limit;

    HeadTimeout(Duration limit) {
        this.limit = limit.toNanos();
    }

    /** Something has arrived on {@code connection}. */
    void arriving(Connection<?> connection) {
        if (open.add(connection)) {
            connection.addCloseListener((CloseListener<Connection<?>, ?>) (closed, type) -> open.remove(closed));
        } else if (REQUEST.get(connection) == null) {
            UNFINISHED_SINCE.remove(connection);
        }
    }

    /** Looks at all connections; to be called each second. */
    void check() {
        open.forEach(this::check);
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
