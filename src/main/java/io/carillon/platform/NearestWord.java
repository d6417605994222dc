package io.carillon.platform;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that a misspelled one was meant to be. */
public final class NearestWord {

    private static final int MOST_EDITS = 2;

    private NearestWord() {
    }

    /** The one of {@code words} that begins like {@code given}, or else is at most two edits away; case does not matter. */
    public static Optional<String> of(String given, Collection<String> words) {
        String lower = given.toLowerCase(Locale.ROOT);
        Optional<String> same = words.stream().filter(word -> word.equalsIgnoreCase(given)).findFirst();
        return same.or(() -> words.stream().filter(word -> edits(lower, word.toLowerCase(Locale.ROOT)) <= MOST_EDITS)
                .min(Comparator.comparingInt(word -> edits(lower, word.toLowerCase(Locale.ROOT)))))
                .or(() -> words.stream().filter(word -> lower.length() > MOST_EDITS
                        && (word.toLowerCase(Locale.ROOT).startsWith(lower) || lower.startsWith(word.toLowerCase(Locale.ROOT))))
                        .findFirst());
    }

    /** How many characters must be inserted, removed or replaced to make one word the other (Levenshtein). */
    private static int edits(String one, String other) {
        if (Math.abs(one.length() - other.length()) > MOST_EDITS) {
            return Integer.MAX_VALUE;
        }
        int[] above = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[other.length()];
    }
}
