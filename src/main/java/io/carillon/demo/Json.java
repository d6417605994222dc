package io.carillon.demo;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One value of a JSON text, for reading only: an object, an array, a text, or nothing. Numbers, true and false are
 * their text. What is asked for and is not there is nothing, so that paths need no checks on the way.
 */
record Json(Object value) {

    /**
     * Reads a whole text.
     *
     * @throws IllegalArgumentException when it is not JSON
     */
    static Json parse(String text) {
        return new Json(new JsonReader(text).document());
    }

    /** The member that the names lead to, one within the other. */
    Json at(String... names) {
        Object found = value;
        for (String name : names) {
            found = found instanceof Map<?, ?> object ? object.get(name) : null;
        }
        return new Json(found);
    }

    Optional<String> text() {
        return value instanceof String text ? Optional.of(text) : Optional.empty();
    }

    List<Json> items() {
        return value instanceof List<?> items ? items.stream().map(item -> new Json(item)).toList() : List.of();
    }
}
