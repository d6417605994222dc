package io.carillon.demo;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A read-only JSON value: an object, an array, a text, or nothing. Numbers, true and false are represented by their text. A
 * member that is missing is nothing, so that paths need no checks on the way.
 */
record JsonValue(Object value) {

    /**
     * Parses a whole text.
     *
     * @throws IllegalArgumentException if it is not JSON
     */
    static JsonValue parse(String text) {
        return new JsonValue(new JsonReader(text).document());
    }

    /** The member at the path {@code names}. */
    JsonValue at(String... names) {
        Object found = value;
        for (String name : names) {
            found = found instanceof Map<?, ?> object ? object.get(name) : null;
        }
        return new JsonValue(found);
    }

    Optional<String> text() {
        return value instanceof String text ? Optional.of(text) : Optional.empty();
    }

    List<JsonValue> items() {
        return value instanceof List<?> items ? items.stream().map(item -> new JsonValue(item)).toList() : List.of();
    }
}
