package io.carillon.process.door;

import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.util.Header;
import org.glassfish.grizzly.http.util.HttpStatus;
import org.glassfish.grizzly.memory.Buffers;

/**
 * Hands a request to the application when all of its body has arrived, so that no thread waits for a body (decision 41). A body
 * that is too long is handed over as far as it has come; the application refuses it. What the door refuses never reaches the
 * application: the server uses the objects of a request again as soon as it is over.
 */
final class WholeRequests extends BaseFilter {

    /** The longest body that the application accepts, in bytes. */
    static final int LIMIT = 1 << 20;

    /** Of a request whose body is on its way. */
    private static final Attribute<ArrivingBody> BODY =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute("carillon.body");
    /** Of a request that the application has, while its body goes on. */
    private static final Attribute<Boolean> TOO_LONG =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute("carillon.body.too-long");
    /** The system property that the launcher sets to {@code true} when it stops the node. */
    private static final String REFUSING = "carillon.refusing";

    private final ArrivingBodies bodies;

    WholeRequests(ArrivingBodies bodies) {
        this.bodies = bodies;
    }

    @Override
    public NextAction handleRead(FilterChainContext context) {
        HttpContent content = context.getMessage();
        HttpRequestPacket request = (HttpRequestPacket) content.getHttpHeader();
        if (request.isContentBroken() && !context.getConnection().isOpen()) {
            return context.getStopAction();
        }
        ArrivingBody body = BODY.get(request);
        if (body != null) {
            return add(content, body, context);
        }
        if (Boolean.getBoolean(REFUSING)) {
            Refusal.ofStoppingNode().answer(context.getConnection(), request);
            return context.getStopAction();
        }
        if (content.isLast() || !isAwaited(request)) {
            return context.getInvokeAction();
        }
        return add(content, begin(request, context), context);
    }

    private static boolean isAwaited(HttpRequestPacket request) {
        boolean hasBody = request.isChunked() || request.getContentLength() > 0;
        return hasBody && request.getContentLength() <= LIMIT && TOO_LONG.get(request) == null
                && (!request.requiresAcknowledgement() || "100-continue".equalsIgnoreCase(request.getHeader(Header.Expect)));
    }

    private ArrivingBody begin(HttpRequestPacket request, FilterChainContext context) {
        Connection<?> connection = context.getConnection();
        ArrivingBody body = new ArrivingBody(bodies, refusal -> refusal.answer(connection, request));
        BODY.set(request, body);
        bodies.begun(body);
        connection.addCloseListener(body);
        if (request.requiresAcknowledgement()) {
            HttpResponsePacket response = request.getResponse();
            HttpStatus.CONINTUE_100.setValues(response);
            response.setAcknowledgement(true);
            context.write(response);
        }
        return body;
    }

    private static NextAction add(HttpContent content, ArrivingBody body, FilterChainContext context) {
        body.add(bytesOf(content));
        boolean isWhole = content.isLast() || body.length() > LIMIT;
        if (!isWhole || !body.end()) {
            return context.getStopAction();
        }
        HttpRequestPacket request = (HttpRequestPacket) content.getHttpHeader();
        BODY.remove(request);
        context.getConnection().removeCloseListener(body);
        if (!content.isLast()) {
            TOO_LONG.set(request, true);
        }
        Buffer whole = Buffers.wrap(context.getMemoryManager(), body.content());
        context.setMessage(request.httpContentBuilder().content(whole).last(content.isLast()).build());
        return context.getInvokeAction();
    }

    private static byte[] bytesOf(HttpContent content) {
        Buffer part = content.getContent();
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        return bytes;
    }

    /** Whether {@code request} may be refused by the parser: its body, if it is awaited, has not ended otherwise. */
    static boolean end(HttpRequestPacket request) {
        ArrivingBody body = BODY.get(request);
        return body == null || body.end();
    }
}
