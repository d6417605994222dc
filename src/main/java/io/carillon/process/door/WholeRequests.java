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
 * Hands a request to the application when all of its body has arrived, so that no thread waits for a body (decision 41). What the
 * door refuses never reaches the application: the server uses the objects of a request again as soon as it is over.
 */
final class WholeRequests extends BaseFilter {

    /** The longest body, in bytes. */
    static final int LIMIT = 1 << 20;

    /** Of a request whose body is on its way. */
    private static final Attribute<ArrivingBody> BODY =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute("carillon.body");
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
        if (!context.getConnection().isOpen()) { // an earlier answer was the last (RFC 9112, section 9.6), or the body broke
            return context.getStopAction();
        }
        ArrivingBody body = BODY.peek(request);
        if (body != null) {
            return add(content, body, context);
        }
        if (Boolean.getBoolean(REFUSING)) {
            Refusal.ofStoppingNode().answerWhileSending(context, request);
            return context.getStopAction();
        }
        if (request.getContentLength() > LIMIT) {
            return refuseLong(request, context);
        }
        return content.isLast() || !isAwaited(request) ? context.getInvokeAction()
                : add(content, begin(request, context), context);
    }

    private static NextAction refuseLong(HttpRequestPacket request, FilterChainContext context) {
        Refusal.ofLongBody().answerWhileSending(context, request);
        return context.getStopAction();
    }

    /** The server refuses what else a request expects. */
    private static boolean isAwaited(HttpRequestPacket request) {
        boolean hasBody = request.isChunked() || request.getContentLength() > 0;
        return hasBody
                && (!request.requiresAcknowledgement() || "100-continue".equalsIgnoreCase(request.getHeader(Header.Expect)));
    }

    private ArrivingBody begin(HttpRequestPacket request, FilterChainContext context) {
        if (request.requiresAcknowledgement()) {
            HttpResponsePacket response = request.getResponse();
            HttpStatus.CONINTUE_100.setValues(response);
            response.setAcknowledgement(true);
            context.write(response);
        }
        Connection<?> connection = context.getConnection();
        ArrivingBody body = new ArrivingBody(bodies, refusal -> refusal.answer(connection, request));
        BODY.set(request, body);
        bodies.begun(body); // from now on, another thread may refuse the request
        connection.addCloseListener(body);
        return body;
    }

    private static NextAction add(HttpContent content, ArrivingBody body, FilterChainContext context) {
        body.add(bytesOf(content));
        boolean isLong = body.length() > LIMIT;
        if (!content.isLast() && !isLong || !body.end()) {
            return context.getStopAction();
        }
        HttpRequestPacket request = (HttpRequestPacket) content.getHttpHeader();
        BODY.remove(request);
        context.getConnection().removeCloseListener(body);
        if (isLong) {
            return refuseLong(request, context);
        }
        Buffer whole = Buffers.wrap(context.getMemoryManager(), body.content());
        context.setMessage(request.httpContentBuilder().content(whole).last(true).build());
        return context.getInvokeAction();
    }

    private static byte[] bytesOf(HttpContent content) {
        Buffer part = content.getContent();
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        return bytes;
    }

    /** Ends the body of {@code request}; whether the parser may refuse the request, because no other thread has done so. */
    static boolean discard(HttpRequestPacket request) {
        ArrivingBody body = BODY.peek(request);
        return body == null || body.discard();
    }
}
