package io.carillon.process.broker;

import java.lang.reflect.Array;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import org.apache.qpid.proton.amqp.Decimal128;
import org.apache.qpid.proton.amqp.Decimal32;
import org.apache.qpid.proton.amqp.Decimal64;
import org.apache.qpid.proton.amqp.Symbol;

/**
 * Writes decoded AMQP values as JSON text: maps, lists and arrays, strings and symbols, numbers, booleans and null. A timestamp
 * becomes an RFC 3339 text and a UUID its usual text. Nothing is guessed: a value that JSON cannot express, such as binary data,
 * makes the whole value unreadable.
 */
final class AmqpJson {

    private static final int MOST_LEVELS = 200;

    private final StringBuilder json = new StringBuilder();

    private AmqpJson() {
    }

    /** The JSON text of {@code value}. */
    static String write(Object value) throws UnreadableMessage {
        AmqpJson writer = new AmqpJson();
        writer.write(value, 0);
        return writer.json.toString();
    }

    private void write(Object value, int level) throws UnreadableMessage {
        if (level > MOST_LEVELS) {
            throw new UnreadableMessage("is nested more than " + MOST_LEVELS + " levels deep");
        }
        if (value == null || value instanceof Boolean) {
            json.append(value);
        } else if (value instanceof Map<?, ?> map) {
            object(map, level);
        } else if (value instanceof Iterable<?> list) {
            list(list, level);
        } else if (value.getClass().isArray()) {
            array(value, level);
        } else if (value instanceof Number number) {
            number(number);
        } else {
            quote(text(value));
        }
    }

    private void object(Map<?, ?> map, int level) throws UnreadableMessage {
        char separator = '{';
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String) && !(entry.getKey() instanceof Symbol)) {
                throw new UnreadableMessage("has a map with a key that is not a string");
            }
            json.append(separator);
            quote(entry.getKey().toString());
            json.append(':');
            write(entry.getValue(), level + 1);
            separator = ',';
        }
        json.append(map.isEmpty() ? "{}" : "}");
    }

    private void list(Iterable<?> list, int level) throws UnreadableMessage {
        json.append('[');
        String separator = "";
        for (Object element : list) {
            json.append(separator);
            write(element, level + 1);
            separator = ",";
        }
        json.append(']');
    }

    private void array(Object array, int level) throws UnreadableMessage {
        json.append('[');
        for (int i = 0; i < Array.getLength(array); i++) {
            json.append(i == 0 ? "" : ",");
            write(Array.get(array, i), level + 1);
        }
        json.append(']');
    }

    private void number(Number number) throws UnreadableMessage {
        boolean decimal = number instanceof Decimal32 || number instanceof Decimal64 || number instanceof Decimal128;
        boolean infinite = (number instanceof Float || number instanceof Double) && !Double.isFinite(number.doubleValue());
        if (decimal || infinite) {
            throw unreadable(number);
        }
        json.append(number);
    }

    private static String text(Object value) throws UnreadableMessage {
        if (value instanceof Date date) {
            return date.toInstant().toString();
        }
        if (value instanceof String || value instanceof Symbol || value instanceof Character || value instanceof UUID) {
            return value.toString();
        }
        throw unreadable(value);
    }

    private static UnreadableMessage unreadable(Object value) {
        return new UnreadableMessage("has a value that JSON cannot express: AMQP " + value.getClass().getSimpleName());
    }

    private void quote(String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
