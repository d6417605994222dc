package io.carillon.blackbox.support;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.StringJoiner;

/** Writes JSON with members in the given order: texts are quoted and escaped, lists become arrays, {@link #raw} text stays. */
public final class Json {

    private Json() {
    }

    /** An object of names and values in turn. */
    public static String object(Object... namesAndValues) {
        StringJoiner object = new StringJoiner(",", "{", "}");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.add(text(namesAndValues[i]) + ":" + text(namesAndValues[i + 1]));
        }
        return object.toString();
    }

    /** An array of {@code items}. */
    public static String array(Object... items) {
        return text(List.of(items));
    }

    /** JSON text as a value, such as an object inside another. */
    public static Raw raw(String json) {
        return new Raw(json);
    }

    private static String text(Object value) {
        if (value instanceof List<?> list) {
            StringJoiner array = new StringJoiner(",", "[", "]");
            list.forEach(item -> array.add(text(item)));
            return array.toString();
        }
        return value instanceof Number || value instanceof Boolean || value instanceof Raw ? value.toString()
                : new TextNode(String.valueOf(value)).toString();
    }

    /** Text that is JSON already. */
    public record Raw(String json) {

        @Override
        public String toString() {
            return json;
        }
    }
}
