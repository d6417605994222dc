package io.carillon.process.broker;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.InflaterInputStream;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.api.core.ActiveMQBuffers;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ICoreMessage;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.server.LargeServerMessage;
import org.apache.activemq.artemis.reader.StreamMessageUtil;
import org.apache.activemq.artemis.reader.TextMessageUtil;
import org.apache.activemq.artemis.utils.DataConstants;

/**
 * The body of a message in the broker's own form, which all protocols but AMQP are converted to when they arrive. The listener's
 * client would fail on a body that does not match its type, or on compressed data that is damaged or expands without bound.
 */
final class CoreBody {

    /** For bytes; the listener measures the same in UTF-8. */
    static final long MOST_BYTES = 16 << 20;
    /** Text takes two bytes for each character here. */
    private static final long MOST_TEXT_BYTES = 2 * MOST_BYTES + 1024;

    private final ICoreMessage message;

    CoreBody(ICoreMessage message) {
        this.message = message;
    }

    /** Throws if the body is longer than the listener reads. */
    void requireSize() throws ActiveMQException {
        long size = message instanceof LargeServerMessage large ? large.getLargeBody().getBodySize()
                : message.getReadOnlyBodyBuffer().readableBytes();
        if (size > most()) {
            throw Refused.ofLength();
        }
    }

    private long most() {
        return message.getType() == Message.BYTES_TYPE || message.getType() == Message.DEFAULT_TYPE
                ? MOST_BYTES : MOST_TEXT_BYTES;
    }

    /**
     * Throws unless the listener's client can read the body. The size must have been checked.
     *
     * @throws ActiveMQException if the body, once it is decompressed, is longer than the listener reads
     */
    void requireReadable() throws UnreadableMessage, ActiveMQException {
        try {
            boolean compressed = isCompressed();
            if (compressed || message.getType() != Message.BYTES_TYPE && message.getType() != Message.DEFAULT_TYPE) {
                ActiveMQBuffer body = message.getReadOnlyBodyBuffer();
                requireMatchingType(compressed ? inflated(body) : body);
            }
        } catch (IOException e) {
            throw new UnreadableMessage("has compressed data that is damaged");
        } catch (RuntimeException e) {
            throw new UnreadableMessage("has a body that does not match its type");
        }
    }

    boolean isCompressed() {
        return message.containsProperty(Message.HDR_LARGE_COMPRESSED)
                && Boolean.TRUE.equals(message.getBooleanProperty(Message.HDR_LARGE_COMPRESSED));
    }

    private ActiveMQBuffer inflated(ActiveMQBuffer body) throws IOException, ActiveMQException {
        byte[] compressed = new byte[body.readableBytes()];
        body.readBytes(compressed);
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(compressed))) {
            byte[] inflated = in.readNBytes((int) most() + 1);
            if (inflated.length > most()) {
                throw Refused.ofLength();
            }
            return ActiveMQBuffers.wrappedBuffer(inflated);
        }
    }

    private void requireMatchingType(ActiveMQBuffer body) throws UnreadableMessage {
        switch (message.getType()) {
            case Message.DEFAULT_TYPE, Message.BYTES_TYPE -> { }
            case Message.OBJECT_TYPE -> requireLength(body);
            case Message.TEXT_TYPE -> TextMessageUtil.readBodyText(body);
            case Message.MAP_TYPE -> CoreLengths.requireMap(body.byteBuf());
            case Message.STREAM_TYPE -> readStream(body);
            default -> throw new UnreadableMessage("is of the unknown type " + message.getType());
        }
    }

    /** The client reserves as much memory as the length of an object says. */
    private static void requireLength(ActiveMQBuffer object) throws UnreadableMessage {
        if (object.readable() && object.readInt() > object.readableBytes()) {
            throw new UnreadableMessage("has an object that is shorter than its length");
        }
    }

    private static void readStream(ActiveMQBuffer body) throws UnreadableMessage {
        while (body.readable()) {
            int at = body.readerIndex();
            if (body.getByte(at) == DataConstants.BYTES && body.getInt(at + 1) > body.readableBytes()) {
                throw new UnreadableMessage("has bytes that are shorter than their length");
            }
            StreamMessageUtil.streamReadObject(body);
        }
    }

    /** Makes a body without a type a body of bytes: the listener reads no body without one. */
    void giveType() {
        if (message.getType() == Message.DEFAULT_TYPE && message.getReadOnlyBodyBuffer().readable()) {
            message.setType(Message.BYTES_TYPE);
        }
    }

    /** The text of a text message. */
    String text() {
        return String.valueOf(TextMessageUtil.readBodyText(message.getReadOnlyBodyBuffer()));
    }

    /** Turns the message into bytes, which the listener reads without looking into them. */
    void becomeBytes() {
        message.removeProperty(Message.HDR_LARGE_COMPRESSED);
        message.setType(Message.BYTES_TYPE);
    }
}
