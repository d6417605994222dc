package io.carillon.process.broker;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.blackbox.support.WireCore;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.core.message.impl.CoreMessage;
import org.apache.activemq.artemis.core.protocol.core.impl.PacketImpl;
import org.apache.activemq.artemis.utils.DataConstants;
import org.apache.activemq.artemis.utils.collections.TypedProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether packets of the core protocol have what they declare. Nothing here may reserve what a length says. */
class CoreLengthsTest {

    private static final int MUCH = Integer.MAX_VALUE - 8;
    private static final byte[] CHANNEL = new byte[Long.BYTES];

    @ParameterizedTest
    @ValueSource(bytes = {PacketImpl.SESS_SEND, PacketImpl.SESS_SEND_LARGE})
    void aMessageThatHasWhatItDeclaresPasses(byte type) {
        assertThat(CoreLengths.areTrue(packet(type, map -> { })), is(true));
        assertThat(CoreLengths.areTrue(packet(type, map -> all().encode(map))), is(true));
    }

    @ParameterizedTest
    @ValueSource(bytes = {PacketImpl.SESS_SEND, PacketImpl.SESS_SEND_LARGE})
    void aMessageThatDeclaresMoreDoesNot(byte type) {
        assertThat("bytes", CoreLengths.areTrue(packet(type, map -> entry(map, 1).writeByte(DataConstants.BYTES)
                .writeInt(MUCH))), is(false));
        assertThat("text", CoreLengths.areTrue(packet(type, map -> entry(map, 1).writeByte(DataConstants.STRING)
                .writeInt(MUCH))), is(false));
        assertThat("properties", CoreLengths.areTrue(packet(type, map -> entry(map, MUCH).writeByte(DataConstants.BYTE)
                .writeByte(1))), is(false));
        assertThat("more than memory has room for", CoreLengths.areTrue(packet(type, map -> entry(map, 100_001)
                .writeBytes(new byte[5 * 100_000 + 1]))), is(false));
        assertThat("a name", CoreLengths.areTrue(packet(type, map -> map.writeByte(DataConstants.NOT_NULL).writeInt(1)
                .writeInt(MUCH))), is(false));
        assertThat("less than no properties", CoreLengths.areTrue(packet(type, map -> entry(map, -1))), is(false));
        assertThat("less than nothing", CoreLengths.areTrue(packet(type, map -> entry(map, 1).writeByte(DataConstants.BYTES)
                .writeInt(-1))), is(false));
    }

    @Test
    void aPartOfABodyIsAsLongAsItSays() {
        assertThat(CoreLengths.areTrue(frame(PacketImpl.SESS_SEND_CONTINUATION, part(3))), is(true));
        assertThat(CoreLengths.areTrue(frame(PacketImpl.SESS_SEND_CONTINUATION, part(MUCH))), is(false));
    }

    @Test
    void anotherPacketPasses() {
        assertThat(CoreLengths.areTrue(frame(PacketImpl.PING, part(MUCH))), is(true));
    }

    @Test
    void aMapThatDoesNotHaveWhatItDeclaresIsUnreadable() {
        for (int size : new int[] {1, MUCH, -1}) {
            ByteBuf map = entry(Unpooled.buffer(), size).writeByte(DataConstants.BYTES).writeInt(MUCH);
            CoreMessage message = new CoreMessage(1, 100);
            message.setType(Message.MAP_TYPE);
            message.getBodyBuffer().writeBytes(ByteBufUtil.getBytes(map));
            assertThrows(UnreadableMessage.class, () -> new CoreBody(message).requireReadable(), "size " + size);
        }
    }

    /** The listener's client must be able to read whatever passes. */
    @Test
    void whatPassesCanBeDecoded() {
        Random random = new Random(7);
        for (int i = 0; i < 200_000; i++) {
            byte[] noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);
            for (int at = 0; at < noise.length; at++) {
                noise[at] = random.nextInt(3) > 0 ? (byte) random.nextInt(12) : noise[at];
            }
            if (isMap(noise)) {
                new TypedProperties().decode(Unpooled.wrappedBuffer(noise));
            }
        }
    }

    private static boolean isMap(byte[] bytes) {
        try {
            CoreLengths.requireMap(Unpooled.wrappedBuffer(bytes));
            return true;
        } catch (UnreadableMessage e) {
            return false;
        }
    }

    @Test
    void messagesOfTheBrokersOwnClientPass(@TempDir Path home) throws Exception {
        try (ProducersPort port = new ProducersPort(home); WireCore core = new WireCore(port.login("office"))) {
            ClientMessage message = core.map(all());
            message.putBytesProperty("bytes", new byte[300]);
            message.putCharProperty(SimpleString.of("char"), 'c');
            core.send(message);
            ClientMessage large = core.bytes(new byte[200_000]);
            large.putBytesProperty("bytes", new byte[300]);
            core.send(large);
        }
    }

    private static TypedProperties all() {
        TypedProperties all = new TypedProperties();
        all.putBooleanProperty(SimpleString.of("boolean"), true);
        all.putByteProperty(SimpleString.of("byte"), (byte) 1);
        all.putBytesProperty(SimpleString.of("bytes"), new byte[40_000]);
        all.putShortProperty(SimpleString.of("short"), (short) 1);
        all.putIntProperty(SimpleString.of("int"), 1);
        all.putLongProperty(SimpleString.of("long"), 1);
        all.putFloatProperty(SimpleString.of("float"), 1);
        all.putDoubleProperty(SimpleString.of("double"), 1);
        all.putSimpleStringProperty(SimpleString.of("text"), SimpleString.of("text"));
        all.putCharProperty(SimpleString.of("char"), 'c');
        all.putNullValue(SimpleString.of("null"));
        return all;
    }

    /** The beginning of a map of {@code size} entries, with the name of the first. */
    private static ByteBuf entry(ByteBuf map, int size) {
        return map.writeByte(DataConstants.NOT_NULL).writeInt(size).writeInt(2).writeChar('a');
    }

    private static ByteBuf part(int length) {
        return Unpooled.buffer().writeInt(length).writeBytes(new byte[3]).writeBoolean(true);
    }

    /** A packet with a message whose properties are what {@code map} writes; a large one has no body in it. */
    private static ByteBuf packet(byte type, Consumer<ByteBuf> map) {
        ByteBuf rest = Unpooled.buffer();
        if (type == PacketImpl.SESS_SEND) {
            byte[] body = "body".getBytes();
            rest.writeInt(PacketImpl.PACKET_HEADERS_SIZE + body.length).writeBytes(body);
        }
        rest.writeLong(7).writeByte(DataConstants.NOT_NULL).writeInt(2).writeChar('q');
        rest.writeByte(DataConstants.NOT_NULL).writeBytes(new byte[16]);
        rest.writeByte(Message.TEXT_TYPE).writeBoolean(true).writeLong(0).writeLong(0).writeByte(4);
        int before = rest.writerIndex();
        map.accept(rest);
        return frame(type, rest.writerIndex() > before ? rest : rest.writeByte(DataConstants.NULL));
    }

    private static ByteBuf frame(byte type, ByteBuf rest) {
        return Unpooled.buffer().writeInt(1 + CHANNEL.length + rest.readableBytes()).writeByte(type).writeBytes(CHANNEL)
                .writeBytes(rest);
    }
}
