package io.carillon.filter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a value must fulfil. Conditions are made once, by {@link ConditionReader}, and hold for any number of values. Each looks
 * at a value at most once, so that a filter takes no longer than its conditions times the size of the data.
 */
sealed interface Condition {

    /**
     * The pointer of the first part that {@code value} does not fulfil, from the root of the filter; null if it fulfils all.
     *
     * @param value a missing node if there is none
     */
    String failureOf(JsonNode value);

    /** All of {@code parts}. */
    record All(List<Condition> parts) implements Condition {

        @Override
        public String failureOf(JsonNode value) {
            for (Condition part : parts) {
                String failure = part.failureOf(value);
                if (failure != null) {
                    return failure;
                }
            }
            return null;
        }
    }

    /** At least one of {@code parts}. */
    record Either(String pointer, List<Condition> parts) implements Condition {

        @Override
        public String failureOf(JsonNode value) {
            for (Condition part : parts) {
                if (part.failureOf(value) == null) {
                    return null;
                }
            }
            return pointer;
        }
    }

    /** The opposite of {@code part}. */
    record Not(String pointer, Condition part) implements Condition {

        @Override
        public String failureOf(JsonNode value) {
            return part.failureOf(value) == null ? pointer : null;
        }
    }

    /** {@code part} about a member; what is no object has none. */
    record OfMember(String name, Condition part) implements Condition {

        @Override
        public String failureOf(JsonNode value) {
            return part.failureOf(value.path(name));
        }
    }

    /** {@code part} about at least one element; what is no array has none. */
    record OfElement(String pointer, Condition part) implements Condition {

        @Override
        public String failureOf(JsonNode value) {
            if (value instanceof ArrayNode elements) {
                for (JsonNode element : elements) {
                    if (part.failureOf(element) == null) {
                        return null;
                    }
                }
            }
            return pointer;
        }
    }

    /** A test of the value itself. */
    record Test(String pointer, Predicate<JsonNode> test) implements Condition {

        @Override
        public String failureOf(JsonNode value) {
            return test.test(value) ? null : pointer;
        }
    }
}
