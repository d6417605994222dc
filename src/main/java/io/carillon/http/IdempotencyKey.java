package io.carillon.http;

import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The header {@code Idempotency-Key} of a request: 1 to 255 visible ASCII characters without blank, comma and double quote, or
 * a quoted string as in the IETF draft, {@code "order 17"}. A key is the same with and without quotes.
 */
public final class IdempotencyKey {

    /** The name of the header. */
    public static final String HEADER = "Idempotency-Key";
    /** The most characters that a key may have. */
    public static final int MAX_LENGTH = 255;

    private static final Pattern BARE = Pattern.compile("[!-~&&[^\",]]+");
    private static final Pattern QUOTED = Pattern.compile("\"((?:[ -~&&[^\"\\\\]]|\\\\[\"\\\\])*)\"");

    private IdempotencyKey() {
    }

    /**
     * The key in {@code values}, the header's values in one request; null without the header.
     *
     * @throws ProblemException 400 for several keys, an empty one or one that is malformed: to ignore it would apply a repeated
     *         request twice
     */
    public static String read(List<String> values) {
        if (values == null || values.isEmpty()) {
            return null;
        }
        if (values.size() > 1) {
            throw invalid("must be given once");
        }
        String text = values.get(0).strip();
        String key = BARE.matcher(text).matches() ? text : unquoted(text);
        if (key.isBlank() || key.length() > MAX_LENGTH) {
            throw invalid("must have 1 to " + MAX_LENGTH + " characters");
        }
        return key;
    }

    private static String unquoted(String text) {
        var quoted = QUOTED.matcher(text);
        if (!text.isEmpty() && !quoted.matches()) {
            throw invalid("must be visible ASCII characters, quoted if it has blanks or commas");
        }
        return text.isEmpty() ? "" : quoted.group(1).replaceAll("\\\\(.)", "$1");
    }

    private static ProblemException invalid(String rule) {
        return new ProblemException(ProblemType.INVALID_PARAMETER, HEADER + " " + rule + ".");
    }
}
