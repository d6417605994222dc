package io.carillon.process.broker;

import java.util.ArrayList;
import java.util.List;
import org.apache.activemq.artemis.protocol.amqp.util.TLSEncode;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Header;
import org.apache.qpid.proton.amqp.messaging.MessageAnnotations;
import org.apache.qpid.proton.amqp.messaging.Properties;
import org.apache.qpid.proton.amqp.messaging.Section;
import org.apache.qpid.proton.codec.DecoderImpl;
import org.apache.qpid.proton.codec.ReadableBuffer;

/**
 * The sections of an AMQP message that matter to a change. Decodes the whole message, unlike the broker, which decodes a body
 * only when it delivers it. An absent section is null.
 *
 * @param body the body's sections; more than one for data that was split, or a sequence
 */
record AmqpSections(Header header, MessageAnnotations annotations, Properties properties, ApplicationProperties application,
        List<Section> body) {

    /**
     * Decodes the sections of {@code encoded}. Invalid encodings end in various runtime exceptions, and very deep nesting in a
     * {@link StackOverflowError}.
     */
    static AmqpSections decode(byte[] encoded) throws UnreadableMessage {
        ReadableBuffer buffer = ReadableBuffer.ByteBufferReader.wrap(encoded);
        DecoderImpl decoder = TLSEncode.getDecoder();
        decoder.setBuffer(buffer);
        try {
            Header header = null;
            MessageAnnotations annotations = null;
            Properties properties = null;
            ApplicationProperties application = null;
            List<Section> body = new ArrayList<>();
            while (buffer.hasRemaining()) {
                Object section = decoder.readObject();
                if (section instanceof Header found) {
                    header = found;
                } else if (section instanceof MessageAnnotations found) {
                    annotations = found;
                } else if (section instanceof Properties found) {
                    properties = found;
                } else if (section instanceof ApplicationProperties found) {
                    application = found;
                } else if (section instanceof Section found) {
                    if (isBody(found)) {
                        body.add(found);
                    }
                } else {
                    throw new UnreadableMessage("has a part that is not a section of an AMQP message");
                }
            }
            return new AmqpSections(header, annotations, properties, application, body);
        } finally {
            decoder.setBuffer(null);
        }
    }

    private static boolean isBody(Section section) {
        return switch (section.getType()) {
            case Data, AmqpValue, AmqpSequence -> true;
            default -> false;
        };
    }
}
