package io.carillon.http;

import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;

/** The query parameter {@code q}: text that occurs somewhere, whatever its case. */
public final class SearchText {

    /** The condition of JPQL or SQL that {@code %s} contains the text, which stands for {@code ?}. */
    public static final String CONDITION = "LOWER(%s) LIKE LOWER(?) ESCAPE '!'";
    private static final int LONGEST = 200;

    private SearchText() {
    }

    /**
     * The text without blanks around it.
     *
     * @throws ProblemException 400 without text, or for more than 200 characters
     */
    public static String required(String text) {
        if (text == null || text.isBlank()) {
            throw new ProblemException(ProblemType.INVALID_PARAMETER, "q is required.");
        }
        pattern(text);
        return text.strip();
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
