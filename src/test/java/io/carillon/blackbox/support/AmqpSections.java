package io.carillon.blackbox.support;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.codec.AMQPDefinedTypes;
import org.apache.qpid.proton.codec.DecoderImpl;
import org.apache.qpid.proton.codec.DroppingWritableBuffer;
import org.apache.qpid.proton.codec.EncoderImpl;

/** The bytes of AMQP 1.0 messages: any sections in any order, allowed or not. */
public final class AmqpSections {

    private AmqpSections() {
    }

    /** Encodes each section, or any other value, one after another. */
    public static byte[] encode(Object... sections) {
        DecoderImpl decoder = new DecoderImpl();
        EncoderImpl encoder = new EncoderImpl(decoder);
        AMQPDefinedTypes.registerAllTypes(decoder, encoder);
        DroppingWritableBuffer size = new DroppingWritableBuffer();
        encoder.setByteBuffer(size);
        write(encoder, sections);
        // that size counts characters, not bytes
        ByteBuffer bytes = ByteBuffer.allocate(4 * size.position() + 1_024);
        encoder.setByteBuffer(bytes);
        write(encoder, sections);
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static void write(EncoderImpl encoder, Object... sections) {
        for (Object section : sections) {
            encoder.writeObject(section);
        }
    }

    public static Data data(byte[] bytes) {
        return new Data(new Binary(bytes));
    }

    /** A map of names and values in turn; nulls are allowed. */
    public static Map<Object, Object> map(Object... namesAndValues) {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    /** The change that a producer writes who thinks in objects: {@code data} is a map in the map. */
    public static AmqpValue change(long organizationId, String resourceId, Object data) {
        return new AmqpValue(map("organizationId", organizationId, "resourceType", "team", "resourceOperation", "update",
                "resourceId", resourceId, "data", data));
    }
}
