package io.carillon.filter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** Comparisons of single values. Values of different types are neither equal nor in any order. */
final class Scalars {

    private Scalars() {
    }

    /**
     * A key that two texts, numbers, booleans or nulls share if and only if they are equal. Numbers are compared as doubles,
     * which is what receivers read. Nothing equals an object, an array or what is missing.
     */
    static Object keyOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> value.textValue();
            case NUMBER -> value.doubleValue() + 0.0;
            case BOOLEAN -> value.booleanValue();
            case NULL -> Other.NULL;
            default -> Other.NO_SCALAR;
        };
    }

    /** Whether a value is of the type of {@code operand}, a number or a text, and {@code sign} accepts their comparison. */
    static Predicate<JsonNode> ordered(JsonNode operand, IntPredicate sign) {
        if (operand.isTextual()) {
            String text = operand.textValue();
            return value -> value.isTextual() && sign.test(value.textValue().compareTo(text));
        }
        double number = operand.doubleValue();
        return value -> value.isNumber() && sign.test(compare(value.doubleValue(), number));
    }

    /** Unlike {@link Double#compare}, it knows one zero only. */
    private static int compare(double one, double other) {
        return one < other ? -1 : one > other ? 1 : 0;
    }

    private enum Other {
        NULL, NO_SCALAR
    }
}
