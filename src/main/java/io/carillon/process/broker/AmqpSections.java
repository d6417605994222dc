package io.carillon.process.broker;

import java.util.ArrayList;
import java.util.List;
import org.apache.activemq.artemis.protocol.amqp.util.TLSEncode;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Header;
import org.apache.qpid.proton.amqp.messaging.Properties;
import org.apache.qpid.proton.amqp.messaging.Section;
import org.apache.qpid.proton.codec.DecoderImpl;
import org.apache.qpid.proton.codec.ReadableBuffer;

/**
 * The sections of an AMQP message that matter to a change. Decodes the whole message, unlike the broker, which decodes a body
 * only when it delivers it. After a failure it has the sections before the one that is broken.
 */
final class AmqpSections {

    private final List<Section> body = new ArrayList<>();
    private Header header;
    private Properties properties;
    private ApplicationProperties application;

    /**
     * Decodes {@code encoded}. Invalid encodings end in various runtime exceptions, and very deep nesting in a
     * {@link StackOverflowError}.
     */
    void decode(byte[] encoded) throws UnreadableMessage {
        ReadableBuffer buffer = ReadableBuffer.ByteBufferReader.wrap(encoded);
        DecoderImpl decoder = TLSEncode.getDecoder();
        decoder.setBuffer(buffer);
        try {
            while (buffer.hasRemaining()) {
                AmqpCounts.check(encoded, buffer.position());
                if (!(decoder.readObject() instanceof Section section)) {
                    throw new UnreadableMessage("has a part that is not a section of an AMQP message");
                }
                keep(section);
            }
        } finally {
            decoder.setBuffer(null);
        }
    }

    private void keep(Section section) {
        switch (section.getType()) {
            case Header -> header = (Header) section;
            case Properties -> properties = (Properties) section;
            case ApplicationProperties -> application = (ApplicationProperties) section;
            case Data, AmqpValue, AmqpSequence -> body.add(section);
            default -> { }
        }
    }

    /** Null if there is none; so are the next two. */
    Header header() {
        return header;
    }

    Properties properties() {
        return properties;
    }

    ApplicationProperties application() {
        return application;
    }

    /** The body's sections; more than one for data that was split, or a sequence. */
    List<Section> body() {
        return body;
    }
}
