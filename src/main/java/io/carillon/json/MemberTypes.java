package io.carillon.json;

import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.carillon.platform.EnumWords;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says what a member must be that has a value of another type. */
public final class MemberTypes {

    private static final Map<Class<?>, String> NAMED = Map.of(String.class, "must be a string", Boolean.class,
            "must be true or false", boolean.class, "must be true or false", Instant.class, "must be " + Rfc3339.EXPECTED);

    private MemberTypes() {
    }

    /** What the member of {@code mismatch} must be, as the rest of a sentence that begins with the member. */
    public static String requirement(MismatchedInputException mismatch) {
        Class<?> type = mismatch.getTargetType();
        if (type == null) {
            return "has the wrong type";
        }
        if (mismatch instanceof InvalidFormatException format && format.getValue() instanceof BigDecimal number
                && Integers.isInteger(number)) {
            return "is out of range";
        }
        return NAMED.getOrDefault(type, ofKind(type));
    }

    private static String ofKind(Class<?> type) {
        if (type.isEnum()) {
            return "must be one of " + Stream.of(type.getEnumConstants()).map(constant -> EnumWords.of((Enum<?>) constant))
                    .collect(Collectors.joining(", "));
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "must be an integer";
        }
        return Collection.class.isAssignableFrom(type) || type.isArray() ? "must be an array" : "must be an object";
    }
}
