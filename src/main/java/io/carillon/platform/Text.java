package io.carillon.platform;

/**
 * Finds and replaces what cannot be stored: unpaired surrogates, UTF-16 code units that UTF-8, and therefore JSON and databases,
 * cannot represent; and NUL, which PostgreSQL cannot.
 */
public final class Text {

    private Text() {
    }

    /** Whether {@code text} contains an unpaired surrogate. */
    public static boolean hasUnpairedSurrogate(String text) {
        return unpairedSurrogate(text, 0) >= 0;
    }

    /** The index of the first unpaired surrogate of {@code text} at or after {@code from}, or -1. */
    public static int unpairedSurrogate(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (isUnpairedSurrogate(text.codePointAt(i))) {
                return i;
            }
            i += Character.isHighSurrogate(text.charAt(i)) ? 1 : 0;
        }
        return -1;
    }

    /** Whether {@code codePoint}, as {@link String#codePoints} returns it, is an unpaired surrogate. */
    public static boolean isUnpairedSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    /** At most {@code length} characters of {@code text}, with a replacement character for each NUL and unpaired surrogate. */
    public static String stored(String text, int length) {
        if (text == null) {
            return null;
        }
        StringBuilder stored = new StringBuilder();
        text.codePoints().map(c -> c == 0 || isUnpairedSurrogate(c) ? 0xFFFD : c)
                .takeWhile(c -> stored.length() + Character.charCount(c) <= length).forEach(stored::appendCodePoint);
        return stored.toString();
    }
}
