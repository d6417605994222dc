package io.carillon.process.broker;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StreamCorruptedException;
import org.apache.activemq.util.MarshallingSupport;

/**
 * Walks through the content or the properties of an OpenWire message without decoding them. The broker reserves as much memory
 * as a text, an array, a map or a list says it needs, before it looks at what follows.
 */
final class OpenWireLengths {

    private static final int DEEPEST = 100;

    private final DataInputStream in;
    private int values;

    private OpenWireLengths(InputStream in) {
        this.in = new DataInputStream(in);
    }

    /** Throws unless {@code in} is a text that is as long as it says. */
    static void requireText(InputStream in) throws IOException {
        new OpenWireLengths(in).text();
    }

    /** Throws unless {@code in} is a map that has what it says. */
    static void requireMap(InputStream in) throws IOException {
        new OpenWireLengths(in).map(0);
    }

    /** Throws unless {@code in} is a stream of values, each as long as it says. */
    static void requireStream(InputStream in) throws IOException {
        OpenWireLengths lengths = new OpenWireLengths(in);
        for (int type = in.read(); type >= 0; type = in.read()) {
            lengths.value(type, DEEPEST);
        }
    }

    /** The length of a text that is null is negative. */
    private void text() throws IOException {
        in.skipNBytes(Math.max(0, in.readInt()));
    }

    private void map(int depth) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            in.skipNBytes(in.readUnsignedShort());
            value(in.readUnsignedByte(), depth);
        }
    }

    private void list(int depth) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            value(in.readUnsignedByte(), depth);
        }
    }

    private void value(int type, int depth) throws IOException {
        if (++values > CoreLengths.MOST_VALUES || depth > DEEPEST) {
            throw new StreamCorruptedException("has too many values");
        }
        switch (type) {
            case MarshallingSupport.BOOLEAN_TYPE, MarshallingSupport.BYTE_TYPE -> in.skipNBytes(Byte.BYTES);
            case MarshallingSupport.CHAR_TYPE, MarshallingSupport.SHORT_TYPE -> in.skipNBytes(Short.BYTES);
            case MarshallingSupport.INTEGER_TYPE, MarshallingSupport.FLOAT_TYPE -> in.skipNBytes(Integer.BYTES);
            case MarshallingSupport.LONG_TYPE, MarshallingSupport.DOUBLE_TYPE -> in.skipNBytes(Long.BYTES);
            case MarshallingSupport.STRING_TYPE -> in.skipNBytes(in.readUnsignedShort());
            case MarshallingSupport.BIG_STRING_TYPE -> text();
            case MarshallingSupport.BYTE_ARRAY_TYPE -> bytes();
            case MarshallingSupport.MAP_TYPE -> map(depth + 1);
            case MarshallingSupport.LIST_TYPE -> list(depth + 1);
            default -> { } // null, or what the broker refuses or passes over
        }
    }

    private void bytes() throws IOException {
        int length = in.readInt();
        if (length < 0) {
            throw new EOFException();
        }
        in.skipNBytes(length);
    }
}
