package io.carillon.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * {@code vocabulary.json}: what a parameter and a member of this name means everywhere, and an example of it. Names mean the same
 * in all documents; where one does not, the entry {@code <schema>.<member>} goes before {@code <member>}.
 */
final class Vocabulary {

    private final JsonNode words;
    private final ObjectMapper mapper;

    private Vocabulary(JsonNode words, ObjectMapper mapper) {
        this.words = words;
        this.mapper = mapper;
    }

    static Vocabulary read() {
        ObjectMapper mapper = new ObjectMapper();
        try (InputStream file = Vocabulary.class.getResourceAsStream("vocabulary.json")) {
            return new Vocabulary(mapper.readTree(file), mapper);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The entry of a parameter, with {@code description}, {@code example} and {@code schema}; missing if there is none. */
    JsonNode parameter(String name) {
        return words.path("parameters").path(name);
    }

    /**
     * One fact about a member: its {@code description}, {@code enum}, {@code example} or {@code format}, or that it is
     * {@code required}, which means that responses always have it.
     */
    JsonNode member(String schema, String name, String key) {
        JsonNode own = words.path("members").path(schema + "." + name).path(key);
        return own.isMissingNode() ? words.path("members").path(name).path(key) : own;
    }

    /** The example of a whole schema; missing if it is made of the examples of its members. */
    JsonNode exampleOf(String schema) {
        return words.path("examples").path(schema);
    }

    /** {@code value} as maps, lists, strings and numbers. */
    Object plain(JsonNode value) {
        return mapper.convertValue(value, Object.class);
    }
}
