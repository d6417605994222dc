package io.carillon.schema;

import com.networknt.schema.regex.RegularExpression;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of a schema. A regular expression can need exponential time, so each character that it reads is part of the
 * {@link Effort}.
 */
final class BoundedPattern implements RegularExpression {

    private final Pattern pattern;

    private BoundedPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * The regular expression {@code text}.
     *
     * @throws PatternSyntaxException if it is none
     */
    static BoundedPattern compile(String text) {
        return new BoundedPattern(Pattern.compile(isAnchored(text) ? text.substring(0, text.length() - 1) + "\\z" : text));
    }

    /** In ECMAScript a final {@code $} is the end, in Java also the place before a final line break. */
    private static boolean isAnchored(String text) {
        int backslashes = 0;
        while (backslashes + 2 <= text.length() && text.charAt(text.length() - 2 - backslashes) == '\\') {
            backslashes++;
        }
        return text.endsWith("$") && backslashes % 2 == 0;
    }

    @Override
    public boolean matches(String text) {
        return pattern.matcher(new Counted(text, 0, text.length(), Effort.current())).find();
    }

    /** A part of a text, each of whose characters costs effort when it is read. */
    private record Counted(String text, int start, int end, Effort effort) implements CharSequence {

        @Override
        public int length() {
            return end - start;
        }

        @Override
        public char charAt(int index) {
            effort.spend(1);
            return text.charAt(start + index);
        }

        @Override
        public CharSequence subSequence(int from, int to) {
            return new Counted(text, start + from, start + to, effort);
        }

        @Override
        public String toString() {
            return text.substring(start, end);
        }
    }
}
