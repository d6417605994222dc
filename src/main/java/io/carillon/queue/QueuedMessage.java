package io.carillon.queue;

import io.carillon.platform.Digests;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.TextMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A message as it came from the queue, freed from JMS.
 *
 * @param id         the broker's message id, or one made of time and body for protocols that have none (STOMP, MQTT); the same
 *                   when it is delivered again
 * @param type       {@code text}, {@code bytes}, or the name of a type that cannot be used
 * @param sentAt     when the producer sent it
 * @param body       the body; empty for types that cannot be used
 * @param properties the message's properties, as text
 */
public record QueuedMessage(String id, String type, Instant sentAt, byte[] body, Map<String, String> properties) {

    private static final int MAX_BODY_BYTES = 16 << 20;

    /** Takes {@code message} apart. An {@link ObjectMessage} is never deserialised. */
    public static QueuedMessage of(Message message) throws JMSException {
        byte[] body = bodyOf(message);
        String id = message.getJMSMessageID() != null ? message.getJMSMessageID() : idOf(message.getJMSTimestamp(), body);
        return new QueuedMessage(id, typeOf(message), Instant.ofEpochMilli(message.getJMSTimestamp()), body,
                propertiesOf(message));
    }

    private static String idOf(long timestamp, byte[] body) {
        byte[] both = ByteBuffer.allocate(Long.BYTES + body.length).putLong(timestamp).put(body).array();
        return "body:" + Digests.sha256(both);
    }

    private static String typeOf(Message message) {
        if (message instanceof TextMessage) {
            return "text";
        }
        if (message instanceof BytesMessage) {
            return "bytes";
        }
        return message instanceof MapMessage ? "map" : message instanceof ObjectMessage ? "object" : "other";
    }

    private static byte[] bodyOf(Message message) throws JMSException {
        if (message instanceof TextMessage text) {
            return text.getText() == null ? new byte[0] : text.getText().getBytes(StandardCharsets.UTF_8);
        }
        if (message instanceof BytesMessage bytes) {
            byte[] body = new byte[(int) Math.min(bytes.getBodyLength(), MAX_BODY_BYTES + 1L)];
            bytes.readBytes(body);
            return body;
        }
        return new byte[0];
    }

    private static Map<String, String> propertiesOf(Message message) throws JMSException {
        Map<String, String> properties = new TreeMap<>();
        for (Enumeration<?> names = message.getPropertyNames(); names.hasMoreElements();) {
            String name = (String) names.nextElement();
            properties.put(name, String.valueOf(message.getObjectProperty(name)));
        }
        return properties;
    }

    /**
     * The changes inside.
     *
     * @throws MalformedChanges when the message as a whole cannot be used
     */
    public List<ReadChange> changes() throws MalformedChanges {
        if (!type.equals("text") && !type.equals("bytes")) {
            throw new MalformedChanges("is a message of type " + type + "; send text or bytes");
        }
        if (body.length > MAX_BODY_BYTES) {
            throw new MalformedChanges("may have at most " + MAX_BODY_BYTES + " bytes");
        }
        return ChangesDocument.read(body, Integer.MAX_VALUE);
    }
}
