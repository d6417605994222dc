package io.carillon.process.broker;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.UnsignedByte;
import org.apache.qpid.proton.amqp.UnsignedInteger;
import org.apache.qpid.proton.amqp.UnsignedLong;
import org.apache.qpid.proton.amqp.UnsignedShort;
import org.apache.qpid.proton.amqp.messaging.AmqpSequence;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.Section;

/**
 * The body of an AMQP message in one of the forms that the broker can convert for the listener: text, bytes, or a flat map. A
 * map whose only nested member is {@code data} becomes a flat map with {@code data} as JSON text, and other nested maps and lists
 * become JSON, because producers in other languages send a change as a native map.
 */
final class AmqpBody {

    private static final Set<Class<?>> SIMPLE = Set.of(String.class, Boolean.class, Byte.class, Short.class, Integer.class,
            Long.class, Float.class, Double.class, Character.class, Binary.class);

    private AmqpBody() {
    }

    /** Returns one section for the sections of a body; null when there is none. */
    static Section readable(List<Section> body) throws UnreadableMessage {
        if (body.isEmpty()) {
            return null;
        }
        if (body.stream().allMatch(Data.class::isInstance)) {
            return data(body);
        }
        if (body.stream().allMatch(AmqpSequence.class::isInstance)) {
            return listOf(elements(body));
        }
        if (body.size() == 1 && body.get(0) instanceof AmqpValue value) {
            return value(value.getValue());
        }
        throw new UnreadableMessage("has several bodies");
    }

    private static Data data(List<Section> sections) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Section section : sections) {
            Binary part = ((Data) section).getValue();
            bytes.write(part.getArray(), part.getArrayOffset(), part.getLength());
        }
        return bytes(bytes.toByteArray());
    }

    private static List<Object> elements(List<Section> sections) {
        List<Object> elements = new ArrayList<>();
        sections.forEach(section -> elements.addAll(((AmqpSequence) section).getValue()));
        return elements;
    }

    private static Section value(Object value) throws UnreadableMessage {
        if (value == null || value instanceof String) {
            return new AmqpValue(value);
        }
        if (value instanceof Binary binary) {
            return new Data(binary);
        }
        if (value instanceof Map<?, ?> map) {
            return mapOf(map);
        }
        if (value instanceof List<?> list) {
            return listOf(list);
        }
        if (value instanceof Object[] array) {
            return listOf(Arrays.asList(array));
        }
        throw new UnreadableMessage("has a body of the AMQP type " + value.getClass().getSimpleName()
                + "; send text, binary, a map or a list of maps");
    }

    private static Section mapOf(Map<?, ?> map) throws UnreadableMessage {
        Map<String, Object> flat = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String name = entry.getKey() instanceof String || entry.getKey() instanceof Symbol ? entry.getKey().toString() : "";
            Object value = simple(entry.getValue());
            if (name.equals("data") && value instanceof Map) {
                value = AmqpJson.write(value);
            }
            if (name.isEmpty() || value != null && !SIMPLE.contains(value.getClass())) {
                return json(map);
            }
            flat.put(name, value);
        }
        return new AmqpValue(flat);
    }

    /** JMS knows neither unsigned numbers nor symbols. */
    private static Object simple(Object value) {
        if (value instanceof UnsignedByte || value instanceof UnsignedShort || value instanceof UnsignedInteger) {
            return ((Number) value).longValue();
        }
        return value instanceof UnsignedLong || value instanceof Symbol ? value.toString() : value;
    }

    /** A list of simple values stays a list, which the listener rejects as a stream. */
    private static Section listOf(List<?> list) throws UnreadableMessage {
        boolean isStream = list.stream().allMatch(element -> element == null || SIMPLE.contains(element.getClass()));
        return isStream ? new AmqpValue(list) : json(list);
    }

    private static Data json(Object value) throws UnreadableMessage {
        return bytes(AmqpJson.write(value).getBytes(StandardCharsets.UTF_8));
    }

    private static Data bytes(byte[] bytes) {
        return new Data(new Binary(bytes));
    }
}
