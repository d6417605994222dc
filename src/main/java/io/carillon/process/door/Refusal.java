package io.carillon.process.door;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.http.Protocol;
import org.glassfish.grizzly.http.util.HttpStatus;
import org.glassfish.grizzly.memory.Buffers;

/**
 * Why the door refuses a request. Thrown inside the server's parser, it ends the connection like the parser's own errors. Its
 * answer is a problem document, after which the connection ends.
 */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final String PROBLEM = """
            {"type":"https://carillon.io/problems/%s","title":"%s","status":%d,"detail":"%s"}""";
    /** Headers of each response of the API; its filter is not asked here. */
    private static final Map<String, String> HEADERS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Strict-Transport-Security", "max-age=31536000",
            "Cache-Control", "no-store");
    private static final int SOON = 1;
    private static final int AFTER_A_RESTART = 5;

    private final Kind kind;
    /** In seconds; zero if it is of no use to try again. */
    private final int retryAfter;

    /** The problem types of the API that the door uses. */
    private enum Kind {
        MALFORMED_REQUEST("malformed-request", "The request is malformed", HttpStatus.BAD_REQUEST_400),
        BODY_TOO_LARGE("body-too-large", "The request body is too large", HttpStatus.REQUEST_ENTITY_TOO_LARGE_413),
        REQUEST_TIMEOUT("request-timeout", "The request body did not arrive in time", HttpStatus.REQUEST_TIMEOUT_408),
        UNAVAILABLE("unavailable", "Temporarily unavailable", HttpStatus.SERVICE_UNAVAILABLE_503),
        VERSION_NOT_SUPPORTED("version-not-supported", "The version of HTTP is not supported",
                HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505);

        private final String name;
        private final String title;
        private final HttpStatus status;

        Kind(String name, String title, HttpStatus status) {
            this.name = name;
            this.title = title;
            this.status = status;
        }
    }

    private Refusal(Kind kind, String detail, int retryAfter) {
        super(detail, null, false, false);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    /** @param detail a sentence without quotation marks */
    static Refusal malformed(String detail) {
        return new Refusal(Kind.MALFORMED_REQUEST, detail, 0);
    }

    static Refusal ofVersion() {
        return new Refusal(Kind.VERSION_NOT_SUPPORTED, "The version of HTTP must be 1.1 or 1.0.", 0);
    }

    static Refusal ofLongBody() {
        return new Refusal(Kind.BODY_TOO_LARGE,
                "A request body may have at most " + WholeRequests.LIMIT + " bytes; split the batch.", 0);
    }

    static Refusal ofLateBody() {
        return new Refusal(Kind.REQUEST_TIMEOUT, "The request body took too long to arrive; none of it was stored.", 0);
    }

    static Refusal forLackOfRoom() {
        return new Refusal(Kind.UNAVAILABLE,
                "Too many request bodies are on their way to this node; none of this one was stored.", SOON);
    }

    static Refusal ofStoppingNode() {
        return new Refusal(Kind.UNAVAILABLE, "The node is being stopped.", AFTER_A_RESTART);
    }

    /** Answers {@code request}, which the application has not seen, and ends its connection. Throws nothing. */
    void answer(Connection<?> connection, HttpRequestPacket request) {
        try {
            write(connection, request);
            connection.closeSilently();
        } catch (RuntimeException e) {
            connection.terminateSilently();
        }
    }

    /**
     * Answers {@code request} like {@link #answer}, but lets the server drop the rest of the body before it ends the connection:
     * a caller that is still sending would lose the answer.
     */
    void answerWhileSending(FilterChainContext context, HttpRequestPacket request) {
        try {
            write(context.getConnection(), request);
            context.notifyDownstream(HttpServerFilter.RESPONSE_COMPLETE_EVENT);
        } catch (RuntimeException e) {
            context.getConnection().terminateSilently();
        }
    }

    private void write(Connection<?> connection, HttpRequestPacket request) {
        byte[] problem = problem();
        HttpResponsePacket response = request.getResponse();
        request.setProtocol(Protocol.HTTP_1_1); // the server writes no headers for a version that it does not know
        request.getProcessingState().setKeepAlive(false);
        kind.status.setValues(response);
        HEADERS.forEach(response::setHeader);
        if (retryAfter > 0) {
            response.setHeader("Retry-After", String.valueOf(retryAfter));
        }
        response.setHeader("Link", "</docs/problems/" + kind.name + ">; rel=\"help\"");
        response.setContentType("application/problem+json");
        response.setContentLength(problem.length);
        connection.write(response.httpContentBuilder().content(Buffers.wrap(connection.getMemoryManager(), problem)).last(true)
                .build());
    }

    /** The problem document of RFC 9457. */
    private byte[] problem() {
        return PROBLEM.formatted(kind.name, kind.title, kind.status.getStatusCode(), getMessage())
                .getBytes(StandardCharsets.UTF_8);
    }
}
