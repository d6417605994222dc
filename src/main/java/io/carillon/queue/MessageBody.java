package io.carillon.queue;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.util.Arrays;
import java.util.Set;

/**
 * The body of a JMS message as bytes, the form in which rejected messages are kept and requeued. Therefore a map changes its
 * form five times on its way to a {@link Change}: map, bytes ({@link TypedMembers}, a JSON array with the name, type and value
 * of each member), typed members, texts ({@link TextMembers}, the rules that maps share with XML), a JSON object
 * ({@link ChangeMembers}, the rules that all forms share), change. A stream is kept like a map. The body of an object message
 * is not kept: reading it would mean deserialising it.
 */
final class MessageBody {

    static final int MAX_BYTES = 16 << 20;
    static final String TEXT = "text";
    static final String BYTES = "bytes";
    static final String MAP = "map";
    static final String EMPTY = "empty";
    /** A CloudEvent, or a batch of them, in the JSON format; made by {@link EventMessage}. */
    static final String EVENTS = "cloudevents";
    private static final String STREAM = "stream";
    static final Set<String> KEPT = Set.of(TEXT, BYTES, MAP, STREAM, EVENTS);

    private MessageBody() {
    }

    static String typeOf(Message message) {
        if (message instanceof TextMessage) {
            return TEXT;
        }
        if (message instanceof BytesMessage) {
            return BYTES;
        }
        if (message instanceof MapMessage) {
            return MAP;
        }
        return message instanceof StreamMessage ? STREAM : message instanceof ObjectMessage ? "object" : EMPTY;
    }

    /** The body; one that is too long is cut to one byte more than allowed, by which it is recognised. */
    static byte[] of(Message message) throws JMSException {
        if (message instanceof BytesMessage bytes) {
            byte[] body = new byte[(int) Math.min(bytes.getBodyLength(), MAX_BYTES + 1L)];
            bytes.readBytes(body);
            return body;
        }
        return cut(whole(message));
    }

    static byte[] cut(byte[] body) {
        return body.length > MAX_BYTES ? Arrays.copyOf(body, MAX_BYTES + 1) : body;
    }

    private static byte[] whole(Message message) throws JMSException {
        if (message instanceof TextMessage text) {
            return text.getText() == null ? new byte[0] : Utf8.encode(text.getText());
        }
        if (message instanceof MapMessage map) {
            return TypedMembers.write(map);
        }
        return message instanceof StreamMessage stream ? TypedMembers.write(stream) : new byte[0];
    }
}
