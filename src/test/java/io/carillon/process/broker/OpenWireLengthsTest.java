package io.carillon.process.broker;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.blackbox.support.WireOpenWire;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import javax.jms.JMSException;
import javax.jms.MapMessage;
import org.apache.activemq.command.ActiveMQMapMessage;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.command.ActiveMQStreamMessage;
import org.apache.activemq.command.ActiveMQTextMessage;
import org.apache.activemq.util.ByteSequence;
import org.apache.activemq.util.MarshallingSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether contents and properties of OpenWire messages have what they declare. */
class OpenWireLengthsTest {

    private static final int MUCH = Integer.MAX_VALUE - 8;

    @Test
    void whatIsCompletePasses() {
        Map<String, Object> all = new HashMap<>(Map.of("boolean", true, "byte", (byte) 1, "char", 'c', "short", (short) 1,
                "int", 1, "long", 1L, "float", 1f, "double", 1d, "bytes", new byte[300], "text", "x".repeat(70_000)));
        all.put("null", null);
        all.put("map", Map.of("list", List.of("a", Map.of(), 3)));
        assertDoesNotThrow(() -> OpenWireLengths.requireMap(in(out -> MarshallingSupport.marshalPrimitiveMap(all, out))));
        assertDoesNotThrow(() -> OpenWireLengths.requireText(in(out -> MarshallingSupport.writeUTF8(out, "t\u00e9xt"))));
        assertDoesNotThrow(() -> OpenWireLengths.requireText(in(out -> out.writeInt(-1))), "a text that is null");
        assertDoesNotThrow(() -> OpenWireLengths.requireMap(in(out -> MarshallingSupport.marshalPrimitiveMap(null, out))));
        assertDoesNotThrow(() -> OpenWireLengths.requireStream(in(out -> {
            MarshallingSupport.marshalString(out, "x");
            MarshallingSupport.marshalByteArray(out, new byte[3]);
            MarshallingSupport.marshalDouble(out, 1);
        })));
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    static Stream<Writing> maps() {
        return Stream.of(out -> entry(out, 1, MarshallingSupport.BIG_STRING_TYPE).writeInt(MUCH),
                out -> entry(out, 1, MarshallingSupport.BYTE_ARRAY_TYPE).writeInt(MUCH),
                out -> entry(out, 1, MarshallingSupport.BYTE_ARRAY_TYPE).writeInt(-1),
                out -> entry(out, 1, MarshallingSupport.LIST_TYPE).writeInt(MUCH),
                out -> entry(out, 1, MarshallingSupport.MAP_TYPE).writeInt(MUCH),
                out -> entry(out, MUCH, MarshallingSupport.BYTE_TYPE).writeByte(1),
                out -> entry(out, 1, MarshallingSupport.STRING_TYPE).writeShort(40_000),
                OpenWireLengthsTest::deep, OpenWireLengthsTest::many);
    }

    @ParameterizedTest
    @MethodSource("maps")
    void aMapThatDeclaresMoreDoesNot(Writing map) {
        assertThrows(IOException.class, () -> OpenWireLengths.requireMap(in(map)));
    }

    @Test
    void textAndStreamsThatDeclareMoreDoNot() {
        assertThrows(IOException.class, () -> OpenWireLengths.requireText(in(out -> out.writeInt(MUCH))));
        assertThrows(IOException.class, () -> OpenWireLengths.requireStream(in(out -> {
            out.writeByte(MarshallingSupport.BYTE_ARRAY_TYPE);
            out.writeInt(MUCH);
        })));
    }

    /** Each would make the broker reserve two gigabytes; the connection ends instead. */
    @Test
    @Timeout(30) // a client waits 20 s for an answer that does not come
    void theBrokerDoesNotReserveWhatAMessageDeclares(@TempDir Path home) throws Exception {
        byte[] much = ByteBuffer.allocate(Integer.BYTES).putInt(MUCH).array();
        byte[] array = ByteBuffer.allocate(1 + Integer.BYTES).put(MarshallingSupport.BYTE_ARRAY_TYPE).putInt(MUCH).array();
        byte[] map = written(out -> entry(out, 1, MarshallingSupport.BYTE_ARRAY_TYPE).writeInt(MUCH));
        try (ProducersPort port = new ProducersPort(home)) {
            List<ActiveMQMessage> bad = new ArrayList<>(List.of(with(new ActiveMQTextMessage(), much),
                    with(new ActiveMQMapMessage(), map), with(new ActiveMQStreamMessage(), array),
                    compressed(new ActiveMQTextMessage(), much), compressed(new ActiveMQMapMessage(), map),
                    compressed(new ActiveMQStreamMessage(), array)));
            ActiveMQMessage properties = new ActiveMQMessage();
            properties.setMarshalledProperties(new ByteSequence(map));
            bad.add(properties);
            for (ActiveMQMessage message : bad) {
                assertRefused(port, message);
            }
            try (WireOpenWire wire = new WireOpenWire(port.login("office"), true, false)) {
                MapMessage good = wire.session().createMapMessage();
                good.setBytes("bytes", new byte[10_000]);
                good.setStringProperty("large", "x".repeat(20_000));
                wire.send("carillon.changes", good);
                wire.send("carillon.changes", wire.session().createTextMessage("x".repeat(10_000)));
            }
        }
    }

    private static void assertRefused(ProducersPort port, ActiveMQMessage message) throws Exception {
        assertThrows(JMSException.class, () -> {
            try (WireOpenWire wire = new WireOpenWire(port.login("office"))) {
                wire.send("carillon.changes", message);
            }
        });
    }

    private static ActiveMQMessage with(ActiveMQMessage message, byte[] content) {
        message.setContent(new ByteSequence(content));
        return message;
    }

    private static ActiveMQMessage compressed(ActiveMQMessage message, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            out.write(content);
        }
        message.setCompressed(true);
        return with(message, bytes.toByteArray());
    }

    private static DataOutputStream entry(DataOutputStream out, int size, byte type) throws IOException {
        out.writeInt(size);
        out.writeUTF("name");
        out.writeByte(type);
        return out;
    }

    private static void deep(DataOutputStream out) throws IOException {
        for (int i = 0; i < 10_000; i++) {
            entry(out, 1, MarshallingSupport.MAP_TYPE);
        }
        out.writeInt(0);
    }

    private static void many(DataOutputStream out) throws IOException {
        entry(out, 1, MarshallingSupport.LIST_TYPE).writeInt(200_000);
        out.write(new byte[200_000]);
    }

    private static byte[] written(Writing writing) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writing.to(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static InputStream in(Writing writing) throws IOException {
        return new ByteArrayInputStream(written(writing));
    }
}
