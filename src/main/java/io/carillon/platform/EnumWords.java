package io.carillon.platform;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The form of an enum's constants in the API and in the database: lower case, with a hyphen for each underscore. */
public final class EnumWords {

    private EnumWords() {
    }

    /** The word of {@code constant}. */
    public static String of(Enum<?> constant) {
        return of(constant.name());
    }

    /** The word of the constant named {@code name}. */
    public static String of(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The constant that {@code word} denotes, if there is one. */
    public static <E extends Enum<E>> Optional<E> find(Class<E> type, String word) {
        return Arrays.stream(type.getEnumConstants()).filter(constant -> of(constant).equals(word)).findFirst();
    }

    /** The constant that {@code word} denotes, for a column that allows no other words. */
    public static <E extends Enum<E>> E read(Class<E> type, String word) {
        return find(type, word).orElseThrow(() -> new IllegalStateException(
                word + " is not a " + type.getSimpleName()));
    }
}
