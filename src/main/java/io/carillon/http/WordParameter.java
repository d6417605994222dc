package io.carillon.http;

import io.carillon.platform.EnumWords;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A query parameter that has one of a few words. */
public final class WordParameter {

    private static final String YES = "true";

    private WordParameter() {
    }

    /**
     * Returns {@code text}, which may be null.
     *
     * @throws ProblemException 400 if it is none of {@code allowed}
     */
    public static String read(String name, String text, Collection<String> allowed) {
        if (text != null && !allowed.contains(text)) {
            throw new ProblemException(ProblemType.INVALID_PARAMETER,
                    name + " must be one of " + String.join(", ", allowed) + ".");
        }
        return text;
    }

    /**
     * Whether {@code text}, which may be null, is {@code true}.
     *
     * @throws ProblemException 400 if it is neither that nor {@code false}
     */
    public static boolean isTrue(String name, String text) {
        return YES.equals(read(name, text, List.of(YES, "false")));
    }

    /** The words of all constants of {@code type}. */
    public static <E extends Enum<E>> List<String> words(Class<E> type) {
        return Stream.of(type.getEnumConstants()).map(EnumWords::of).toList();
    }

    /** Like {@link #read(String, String, Collection)}, for the words of constants. */
    public static <E extends Enum<E>> Optional<E> read(String name, String text, Set<E> allowed) {
        String word = read(name, text, allowed.stream().map(EnumWords::of).toList());
        return allowed.stream().filter(constant -> EnumWords.of(constant).equals(word)).findFirst();
    }
}
