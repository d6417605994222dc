package io.carillon.http;

import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;

/** The query parameter {@code q}: text that occurs somewhere, whatever its case. */
public final class SearchText {

    /** The JPQL condition that {@code %s} contains the text, which stands for {@code ?}. */
    public static final String CONDITION = "LOWER(%s) LIKE LOWER(?) ESCAPE '!'";
    private static final int LONGEST = 200;

    private SearchText() {
    }

    /**
     * The pattern for {@code LIKE}; null without text.
     *
     * @throws ProblemException 400 for more than 200 characters
     */
    public static String pattern(String text) {
        if (text == null) {
            return null;
        }
        if (text.length() > LONGEST) {
            throw new ProblemException(ProblemType.INVALID_PARAMETER, "q may have at most " + LONGEST + " characters.");
        }
        return "%" + text.replaceAll("[!%_]", "!$0") + "%";
    }
}
