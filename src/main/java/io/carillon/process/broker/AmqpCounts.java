package io.carillon.process.broker;

/**
 * Walks through an encoded AMQP value without decoding it, and refuses a list, map or array that declares more elements than
 * follow. A decoder reserves memory for as many elements as are declared, at each level of nesting.
 */
final class AmqpCounts {

    private static final int DESCRIBED = 0x00;
    private static final String TOO_FEW = "declares more elements or a longer value than it has";

    private final byte[] encoded;
    /** How many elements without bytes arrays may still have, in all. */
    private int spare;
    private int at;

    private AmqpCounts(byte[] encoded, int from) {
        this.encoded = encoded;
        spare = encoded.length;
        at = from;
    }

    /**
     * Checks the value that begins at {@code from}. Very deep nesting ends in a {@link StackOverflowError}.
     *
     * @throws UnreadableMessage if it is not complete
     */
    static void check(byte[] encoded, int from) throws UnreadableMessage {
        new AmqpCounts(encoded, from).value();
    }

    private void value() throws UnreadableMessage {
        content(constructor());
    }

    /** The code of the next type; what describes the type is itself a value. */
    private int constructor() throws UnreadableMessage {
        int code = number(1);
        while (code == DESCRIBED) {
            value();
            code = number(1);
        }
        return code;
    }

    /** The first half of a code says how long the value is. */
    private void content(int code) throws UnreadableMessage {
        switch (code >>> 4) {
            case 0x4 -> { }
            case 0x5, 0x6, 0x7, 0x8, 0x9 -> skip(1 << (code >>> 4) - 0x5);
            case 0xA -> skip(number(1));
            case 0xB -> skip(number(Integer.BYTES));
            case 0xC -> elements(1);
            case 0xD -> elements(Integer.BYTES);
            case 0xE -> array(1);
            case 0xF -> array(Integer.BYTES);
            default -> throw new UnreadableMessage("has a value of an unknown AMQP type");
        }
    }

    /** A list or map: size and count as numbers of {@code width} bytes, then the elements. */
    private void elements(int width) throws UnreadableMessage {
        skip(width);
        int count = number(width);
        if (count < 0 || count > encoded.length - at) {
            throw new UnreadableMessage(TOO_FEW);
        }
        for (; count > 0; count--) {
            value();
        }
    }

    /** Elements of an array have one constructor, and may have no bytes of their own. */
    private void array(int width) throws UnreadableMessage {
        skip(width);
        int count = number(width);
        int code = constructor();
        int room = hasBytes(code) ? encoded.length - at : spare;
        if (count < 0 || count > room) {
            throw new UnreadableMessage(TOO_FEW);
        }
        if (!hasBytes(code)) {
            spare -= count;
            return;
        }
        for (; count > 0; count--) {
            content(code);
        }
    }

    private static boolean hasBytes(int code) {
        return code >>> 4 != 0x4;
    }

    private int number(int width) throws UnreadableMessage {
        int start = at;
        skip(width);
        int number = 0;
        for (int i = start; i < at; i++) {
            number = number << Byte.SIZE | encoded[i] & 0xFF;
        }
        return number;
    }

    private void skip(int length) throws UnreadableMessage {
        if (length < 0 || length > encoded.length - at) {
            throw new UnreadableMessage(TOO_FEW);
        }
        at += length;
    }
}
