package io.carillon.queue;

import io.carillon.crypto.Digests;
import io.carillon.platform.Causes;
import io.carillon.platform.FactLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Enumeration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads JMS messages. What only Carillon may say about a message counts only under its {@linkplain OriginSeal seal}. A message
 * that the client cannot read is returned all the same, so that it becomes a rejected message instead of coming back forever.
 */
@ApplicationScoped
public class MessageReader {

    /** Set by the broker for protocols whose messages have no id. */
    static final String BROKER_ID = "carillon_message_id";
    /** The id that an AMQP producer gave a message; set by the broker. */
    private static final String DELIVERY_COUNT = "JMSXDeliveryCount";
    /** A body that could not be read so often is rejected. */
    private static final int MOST_DELIVERIES = 5;
    private static final String AMQP_ID = "carillon_amqp_id";
    private static final int DIGEST_LENGTH = 16;
    private static final FactLog LOG = FactLog.of(MessageReader.class);
    private static final int MAX_ID_LENGTH = 150;
    /** The clocks of node and broker, which gave a message its time, by this much at most. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(10);

    private OriginSeal seal;
    private Clock clock;

    protected MessageReader() {
    }

    /** A reader that takes the time of a message without one from {@code clock}. */
    @Inject
    public MessageReader(OriginSeal seal, Clock clock) {
        this.seal = seal;
        this.clock = clock;
    }

    /**
     * Reads {@code message}. An object message is never deserialised.
     *
     * @throws JMSException     when the body cannot be read now; the message must be delivered again
     * @throws RuntimeException the same
     */
    public QueuedMessage read(Message message) throws JMSException {
        Map<String, String> properties = propertiesOf(message);
        byte[] body = bodyOf(message, properties);
        seal.removeForged(properties, body);
        String id = idOf(message, properties, body);
        Optional<Requeued> requeued = Requeued.of(properties);
        if (requeued.isPresent()) {
            return new QueuedMessage(id, requeued.get().type(), requeued.get().sentAt(), body, properties);
        }
        String type = MessageBody.typeOf(message);
        Instant sentAt = sentAt(message.getJMSTimestamp());
        return EventMessage.read(type, body, properties)
                .map(event -> new QueuedMessage(id, MessageBody.EVENTS, sentAt, event, properties))
                .orElseGet(() -> new QueuedMessage(id, type, sentAt, body, properties));
    }

    /** A long body comes in parts, which may fail once and not the next time. */
    private static byte[] bodyOf(Message message, Map<String, String> properties) throws JMSException {
        try {
            return MessageBody.of(message);
        } catch (JMSException | RuntimeException | StackOverflowError e) {
            int deliveries = message.getIntProperty(DELIVERY_COUNT);
            LOG.warn("message.unreadable", "jms-message", message.getJMSMessageID(), "delivery", deliveries, "reason",
                    Causes.root(e));
            if (deliveries < MOST_DELIVERIES) {
                throw e;
            }
            properties.put(QueuedMessage.UNREADABLE, "has a body that the client cannot read");
            return new byte[0];
        }
    }

    /** The time a message was sent; for one without a time, or with one far ahead of the clock, the time of its arrival. */
    private Instant sentAt(long timestamp) {
        Instant now = clock.instant();
        boolean isTime = timestamp > 0 && timestamp <= now.plus(CLOCKS_DIFFER).toEpochMilli();
        return isTime ? Instant.ofEpochMilli(timestamp) : now;
    }

    private static String idOf(Message message, Map<String, String> properties, byte[] body) throws JMSException {
        String amqp = properties.get(AMQP_ID);
        if (amqp != null) { // some producers count their messages, and begin again at 1 when they start
            return bounded(amqp + "#" + Digests.sha256(body).substring(0, DIGEST_LENGTH));
        }
        String id = message.getJMSMessageID() != null ? message.getJMSMessageID() : properties.get(BROKER_ID);
        return id != null ? bounded(id) : idOf(message.getJMSTimestamp(), body);
    }

    private static String idOf(long timestamp, byte[] body) {
        byte[] both = ByteBuffer.allocate(Long.BYTES + body.length).putLong(timestamp).put(body).array();
        return "body:" + Digests.sha256(both);
    }

    /** AMQP producers choose their ids freely; a long or unprintable one is replaced by its digest. */
    static String bounded(String id) {
        boolean plain = id.length() <= MAX_ID_LENGTH && id.chars().allMatch(c -> c >= ' ' && c < 0x7f);
        return plain ? id : "sha256:" + Digests.sha256(id.getBytes(StandardCharsets.UTF_16));
    }

    private static Map<String, String> propertiesOf(Message message) throws JMSException {
        Map<String, String> properties = new TreeMap<>();
        for (Enumeration<?> names = message.getPropertyNames(); names.hasMoreElements();) {
            String name = (String) names.nextElement();
            try {
                properties.put(name, textOf(message.getObjectProperty(name)));
            } catch (JMSException | RuntimeException e) { // one whose name has a meaning for the client, but not this type
                LOG.debug("message.property-unreadable", "name", name, "reason", Causes.root(e));
            }
        }
        return properties;
    }

    private static String textOf(Object value) {
        return value instanceof byte[] bytes ? Base64.getEncoder().encodeToString(bytes) : String.valueOf(value);
    }
}
