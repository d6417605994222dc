package io.carillon.process.broker;

import io.netty.buffer.ByteBuf;
import org.apache.activemq.artemis.core.protocol.core.impl.PacketImpl;
import org.apache.activemq.artemis.utils.DataConstants;

/**
 * Walks through a packet of the core protocol, or a map in it, without decoding it. The broker reserves as much memory as a map
 * or an array says it needs, before it looks at what follows.
 */
final class CoreLengths {

    /** More than any change has; each takes some hundred bytes of memory, however short it is. */
    static final int MOST_VALUES = 100_000;
    private static final int TYPE = DataConstants.SIZE_INT;
    private static final int REST = PacketImpl.PACKET_HEADERS_SIZE;
    private static final int USER_ID = 16;
    /** Type, durability, expiration, timestamp and priority. */
    private static final int FIXED_HEADERS = 2 + 2 * Long.BYTES + 1;
    private static final String TOO_FEW = "has a body that does not match its type";

    private final ByteBuf in;

    private CoreLengths(ByteBuf in) {
        this.in = in;
    }

    /** Whether what {@code packet} brings of a message is as long as it says; other packets have no such lengths. */
    static boolean areTrue(ByteBuf packet) {
        ByteBuf in = packet.slice();
        try {
            switch (in.getByte(TYPE)) {
                // the length of the body counts the headers of the packet, but not its own bytes
                case PacketImpl.SESS_SEND -> new CoreLengths(in.readerIndex(in.getInt(REST) + Integer.BYTES)).headers();
                case PacketImpl.SESS_SEND_LARGE -> new CoreLengths(in.readerIndex(REST)).headers();
                case PacketImpl.SESS_SEND_CONTINUATION -> in.skipBytes(REST).skipBytes(in.readInt());
                default -> { }
            }
            return true;
        } catch (UnreadableMessage | IndexOutOfBoundsException | IllegalArgumentException e) {
            return false;
        }
    }

    /** Throws unless {@code map} has what it says. */
    static void requireMap(ByteBuf map) throws UnreadableMessage {
        try {
            new CoreLengths(map.slice()).map();
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new UnreadableMessage(TOO_FEW);
        }
    }

    /** The properties of a message, after its other headers. */
    private void headers() throws UnreadableMessage {
        in.skipBytes(Long.BYTES);
        if (in.readByte() != DataConstants.NULL) {
            in.skipBytes(in.readInt());
        }
        if (in.readByte() == DataConstants.NOT_NULL) {
            in.skipBytes(USER_ID);
        }
        in.skipBytes(FIXED_HEADERS);
        map();
    }

    private void map() throws UnreadableMessage {
        if (in.readByte() == DataConstants.NULL) {
            return;
        }
        int size = in.readInt();
        if (size < 0 || size > MOST_VALUES) {
            throw new UnreadableMessage(TOO_FEW);
        }
        for (int i = 0; i < size; i++) {
            in.skipBytes(in.readInt());
            in.skipBytes(length(in.readByte()));
        }
    }

    private int length(byte type) throws UnreadableMessage {
        return switch (type) {
            case DataConstants.NULL -> 0;
            case DataConstants.BOOLEAN, DataConstants.BYTE -> Byte.BYTES;
            case DataConstants.SHORT, DataConstants.CHAR -> Short.BYTES;
            case DataConstants.INT, DataConstants.FLOAT -> Integer.BYTES;
            case DataConstants.LONG, DataConstants.DOUBLE -> Long.BYTES;
            case DataConstants.BYTES, DataConstants.STRING -> in.readInt();
            default -> throw new UnreadableMessage(TOO_FEW);
        };
    }
}
