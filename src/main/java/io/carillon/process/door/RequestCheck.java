package io.carillon.process.door;

import java.nio.charset.StandardCharsets;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.http.HttpCodecFilter.HeaderParsingState;
import org.glassfish.grizzly.http.HttpHeader;
import org.glassfish.grizzly.http.HttpPacket;
import org.glassfish.grizzly.http.HttpPacketParsing;
import org.glassfish.grizzly.http.HttpProbe;
import org.glassfish.grizzly.http.HttpRequestPacket;

/**
 * Watches the server's parser: skips empty lines before a request (RFC 9112, section 2.2), has heads refused that are not what
 * {@link RequestHead} requires, and answers everything that the parser refuses with a problem document; the parser's own answer
 * has no body. The connection ends, and the parser reads nothing that follows.
 */
final class RequestCheck extends HttpProbe.Adapter {

    /** The attribute of a request for what has arrived of its head. */
    private static final String INPUT = "carillon.head.input";

    @Override
    public void onDataReceivedEvent(Connection connection, Buffer input) {
        HttpPacketParsing request = HeadTimeout.REQUEST.peek(connection);
        if (request != null && !request.isHeaderParsed()) {
            skipEmptyLines(request.getHeaderParsingState(), input);
            ((HttpRequestPacket) request).setAttribute(INPUT, input);
        }
    }

    /** Until the parser has found the method, it is in its first state. */
    private static void skipEmptyLines(HeaderParsingState parser, Buffer input) {
        while (parser.state == 0 && parser.subState == 0 && isEmptyLine(input, parser.start)) {
            parser.set(0, 0, parser.start + 2, parser.start + 2);
        }
    }

    private static boolean isEmptyLine(Buffer input, int start) {
        return start + 2 <= input.limit() && input.get(start) == '\r' && input.get(start + 1) == '\n';
    }

    @Override
    public void onHeaderParseEvent(Connection connection, HttpHeader header, int size) {
        HttpRequestPacket request = (HttpRequestPacket) header;
        new RequestHead(request, head(request, size)).check();
        request.removeAttribute(INPUT);
    }

    private static String head(HttpRequestPacket request, int size) {
        return ((Buffer) request.getAttribute(INPUT)).toStringContent(StandardCharsets.ISO_8859_1, 0, size);
    }

    @Override
    public void onErrorEvent(Connection connection, HttpPacket packet, Throwable error) {
        if (packet instanceof HttpRequestPacket request) {
            if (!request.getResponse().isCommitted() && WholeRequests.discard(request)) {
                Refusal refusal = error instanceof Refusal own ? own : refusalOf(request);
                refusal.answer(connection, request);
            } else if (request.isSkipRemainder()) {
                connection.closeSilently();
            }
        }
    }

    /** The parser does not say what it objects to. */
    private static Refusal refusalOf(HttpRequestPacket request) {
        try {
            Buffer input = (Buffer) request.getAttribute(INPUT);
            if (input != null && input.position() > 0) {
                new RequestHead(request, head(request, input.position())).check();
            }
        } catch (Refusal refusal) {
            return refusal;
        }
        return Refusal.malformed("The request line or a header is malformed, or the head is too long.");
    }
}
