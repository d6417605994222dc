package io.carillon.process.door;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
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
 *
 * <p>It never writes to the attributes of a connection, because the server's store for them loses a value when two threads write.
 * {@code get} writes, too: it stores the default of an attribute without a value.
 */
final class HeadTimeout {

    /** The request that the server is reading from a connection. */
    static final Attribute<HttpPacketParsing> REQUEST =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(HttpServerFilter.HTTP_SERVER_REQUEST_ATTR_NAME);

    /** The open connections, each with the time at which a look first found the head unfinished that it is sending. */
    private final Map<Connection<?>, OptionalLong> open = new ConcurrentHashMap<>();
    private final long limit;

    HeadTimeout(Duration limit) {
        this.limit = limit.toNanos();
    }

    /** Something has arrived on {@code connection}. */
    void arriving(Connection<?> connection) {
        if (open.putIfAbsent(connection, OptionalLong.empty()) == null) {
            connection.addCloseListener((CloseListener<Connection<?>, ?>) (closed, type) -> open.remove(closed));
        } else if (REQUEST.peek(connection) == null) {
            open.computeIfPresent(connection, (same, since) -> OptionalLong.empty());
        }
    }

    /** Looks at all connections; to be called each second. */
    void check() {
        open.keySet().forEach(this::check);
    }

    /** An exception would end the schedule, so it ends the connection instead. */
    private void check(Connection<?> connection) {
        try {
            OptionalLong since = open.computeIfPresent(connection, HeadTimeout::unfinishedSince);
            if (since != null && since.isPresent() && System.nanoTime() - since.getAsLong() > limit) {
                connection.terminateSilently();
            }
        } catch (RuntimeException e) {
            connection.terminateSilently();
        }
    }

    private static OptionalLong unfinishedSince(Connection<?> connection, OptionalLong since) {
        HttpPacketParsing request = REQUEST.peek(connection);
        if (request == null || request.isHeaderParsed()) {
            return OptionalLong.empty();
        }
        return since.isPresent() ? since : OptionalLong.of(System.nanoTime());
    }
}
