package io.carillon.local;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A read-only JSON value: an object, an array, a text, or nothing. Numbers, true and false are represented by their text. A
 * member that is missing is nothing, so that paths need no checks on the way.
 */
public record JsonValue(Object value) {

    /**
     * Parses a whole text.
     *
     * @throws IllegalArgumentException if it is not JSON
     */
    public static JsonValue parse(String text) {
        return new JsonValue(new JsonReader(text).document());
    }

    /** The member at the path {@code names}. */
    public JsonValue at(String... names) {
        Object found = value;
        for (String name : names) {
            found = found instanceof Map<?, ?> object ? object.get(name) : null;
        }
        return new JsonValue(found);
    }

    public Optional<String> text() {
        return value instanceof String text ? Optional.of(text) : Optional.empty();
    }

    public List<JsonValue> items() {
        return value instanceof List<?> items ? items.stream().map(item -> new JsonValue(item)).toList() : List.of();
    }

    /** The members of an object in their order, none of anything else. */
    Map<String, JsonValue> members() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> object) {
            object.forEach((name, member) -> members.put(name.toString(), new JsonValue(member)));
        }
        return members;
    }

    /** The number that the text of this value is; 0 if it is none. */
    int number() {
        return text().filter(text -> text.matches("[0-9]{1,9}")).map(Integer::valueOf).orElse(0);
    }
}
