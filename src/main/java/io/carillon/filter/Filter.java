package io.carillon.filter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.json.CanonicalJson;
import io.carillon.json.Flaw;
import io.carillon.json.StrictJson;
import io.carillon.json.UnrepresentableJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * An expression that changes pass or not. Made once from its JSON text, and then asked for each change; immutable. Its size, its
 * depth and the number of its operators are limited, and it looks at each value of a change once for each operator at most, so
 * that the time that it takes is bounded.
 */
public final class Filter {

    /** The most bytes of its canonical text. */
    public static final int LARGEST = 8 * 1024;

    private final Condition condition;

    private Filter(Condition condition) {
        this.condition = condition;
    }

    /** Everything that is wrong with {@code filter} on changes; pointers begin with {@code pointer}. */
    public static List<Flaw> flawsOf(JsonNode filter, String pointer) {
        return flawsOf(filter, pointer, Judged.CHANGE);
    }

    /** The same for a filter on what {@code judged} says. */
    public static List<Flaw> flawsOf(JsonNode filter, String pointer, Judged judged) {
        try {
            if (CanonicalJson.write(filter).getBytes(StandardCharsets.UTF_8).length > LARGEST) {
                return List.of(Flaw.ofValue(pointer, "may have at most " + LARGEST + " bytes"));
            }
        } catch (UnrepresentableJson e) {
            return List.of(Flaw.ofValue(pointer + e.pointer(), e.getMessage()));
        }
        ConditionReader reader = new ConditionReader(pointer, judged);
        reader.read(filter);
        return reader.flaws();
    }

    /**
     * The filter with this text.
     *
     * @throws IllegalArgumentException if it has flaws
     */
    public static Filter of(String text) {
        try {
            return of(StrictJson.mapper().readTree(text));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("is not JSON", e);
        }
    }

    /** The same from JSON that has been read. */
    public static Filter of(JsonNode filter) {
        return of(filter, Judged.CHANGE);
    }

    /** The same for a filter on what {@code judged} says. */
    public static Filter of(JsonNode filter, Judged judged) {
        ConditionReader reader = new ConditionReader("", judged);
        Condition condition = reader.read(filter);
        if (!reader.flaws().isEmpty()) {
            throw new IllegalArgumentException(reader.flaws().get(0).pointer() + " " + reader.flaws().get(0).detail());
        }
        return new Filter(condition);
    }

    /** The filter with this text; empty if it cannot be read, which only another version of Carillon can have written. */
    public static Optional<Filter> readable(String text) {
        try {
            return Optional.of(of(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether {@code change}, which an {@link Envelope} makes, passes. */
    public boolean passes(JsonNode change) {
        return condition.failureOf(change) == null;
    }

    /** The pointer of the first part of the filter that {@code change} does not fulfil; empty if it passes. */
    public Optional<String> failureOf(JsonNode change) {
        return Optional.ofNullable(condition.failureOf(change));
    }
}
