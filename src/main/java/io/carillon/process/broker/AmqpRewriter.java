package io.carillon.process.broker;

import io.netty.buffer.ByteBufUtil;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.api.core.ActiveMQBuffers;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.protocol.amqp.broker.AMQPStandardMessage;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.UnsignedByte;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.Header;
import org.apache.qpid.proton.amqp.messaging.Properties;
import org.apache.qpid.proton.amqp.messaging.Section;

/**
 * Rewrites an AMQP message in place, so that the broker can convert it for the listener. The broker converts a message only
 * when it delivers it, and removes the consumer if that fails. The rewritten message has what matters to a change: the body in a
 * {@linkplain AmqpBody readable form}, message id, creation time, expiry, and plain application properties. A message
 * without a readable form becomes its own encoded bytes, with the reason as a property.
 */
final class AmqpRewriter {

    private static final String SERIALIZED_OBJECT = "application/x-java-serialized-object";

    private final AMQPStandardMessage message;
    private final Map<String, Object> stamps;
    private final Date now;

    private AmqpRewriter(AMQPStandardMessage message, Map<String, Object> stamps, Instant now) {
        this.message = message;
        this.stamps = stamps;
        this.now = Date.from(now);
    }

    /**
     * Rewrites {@code message}, makes it durable and adds {@code stamps} to its properties.
     *
     * @param now the creation time of a message that has none, or a later one
     * @throws ActiveMQException if it has too many properties
     */
    static void rewrite(AMQPStandardMessage message, Map<String, Object> stamps, Instant now)
            throws ActiveMQException {
        new AmqpRewriter(message, stamps, now).rewrite();
    }

    private void rewrite() throws ActiveMQException {
        AMQPStandardMessage rewritten = rewritten(encoded(message));
        ActiveMQBuffer buffer = ActiveMQBuffers.dynamicBuffer(rewritten.getPersistSize());
        rewritten.persist(buffer);
        message.reloadPersistence(buffer, null);
    }

    private AMQPStandardMessage rewritten(byte[] original) throws ActiveMQException {
        AmqpSections sections = new AmqpSections();
        try {
            sections.decode(original);
            AMQPStandardMessage rewritten = readable(sections);
            rewritten.toCore();
            return rewritten;
        } catch (UnreadableMessage e) {
            return convertible(sections, original, e.getMessage());
        } catch (RuntimeException | StackOverflowError e) {
            return convertible(sections, original, "cannot be decoded as AMQP");
        }
    }

    private AMQPStandardMessage convertible(AmqpSections sections, byte[] original, String reason) throws ActiveMQException {
        AMQPStandardMessage kept = unreadable(sections, original, reason);
        try {
            kept.toCore();
            return kept;
        } catch (RuntimeException | StackOverflowError e) {
            return unreadable(new AmqpSections(), original, reason);
        }
    }

    private static byte[] encoded(AMQPStandardMessage message) {
        ActiveMQBuffer buffer = ActiveMQBuffers.dynamicBuffer(message.getPersistSize());
        message.persist(buffer);
        byte[] bytes = new byte[buffer.readInt()];
        buffer.readBytes(bytes);
        return bytes;
    }

    private AMQPStandardMessage readable(AmqpSections sections) throws UnreadableMessage, ActiveMQException {
        Section body = AmqpBody.readable(sections.body());
        Map<String, Object> application = application(sections);
        return build(header(sections.header()), properties(sections.properties()), application, body);
    }

    /** The original as bytes; with the properties, as far as they could be decoded. */
    private AMQPStandardMessage unreadable(AmqpSections sections, byte[] original, String reason)
            throws ActiveMQException {
        Map<String, Object> application = application(sections);
        application.put(Stamps.UNREADABLE, reason);
        Properties plain = properties(sections.properties());
        plain.setContentType(null);
        return build(header(null), plain, application, new Data(new Binary(original)));
    }

    private Map<String, Object> application(AmqpSections sections) throws ActiveMQException {
        Map<String, Object> application = AmqpProperties.plain(sections.application());
        application.putAll(stamps);
        Object id = sections.properties() == null ? null : sections.properties().getMessageId();
        if (sections.properties() != null) {
            Stamps.keepContentType(application, sections.properties().getContentType());
        }
        if (id != null && !(id instanceof UUID)) {
            Stamps.keepAmqpId(application, id instanceof Binary binary ? ByteBufUtil.hexDump(binary.getArray(),
                    binary.getArrayOffset(), binary.getLength()) : id.toString());
        }
        return application;
    }

    private AMQPStandardMessage build(Header header, Properties properties, Map<String, Object> application, Section body) {
        return AMQPStandardMessage.createMessage(message.getMessageID(), message.getMessageFormat(), null, header, properties,
                null, null, application, null, body);
    }

    private static Header header(Header original) {
        Header header = new Header();
        header.setDurable(true);
        header.setPriority(UnsignedByte.valueOf(Stamps.PRIORITY));
        if (original != null) {
            header.setTtl(original.getTtl());
        }
        return header;
    }

    private Properties properties(Properties original) {
        Properties properties = new Properties();
        properties.setCreationTime(now);
        if (original != null) {
            // for any other id, the broker would make up a new one each time it delivers the message
            properties.setMessageId(original.getMessageId() instanceof UUID id ? id : null);
            properties.setAbsoluteExpiryTime(original.getAbsoluteExpiryTime());
            if (Stamps.isTime(original.getCreationTime(), now)) {
                properties.setCreationTime(original.getCreationTime());
            }
            if (SERIALIZED_OBJECT.equals(String.valueOf(original.getContentType()))) {
                properties.setContentType(original.getContentType());
            }
        }
        return properties;
    }
}
