package io.carillon.filter;

/**
 * A text to look for in others, in time that grows with their length only. {@link String#contains} can take the product of both
 * lengths, and the author of a filter may choose a text for which it does. (Knuth, Morris and Pratt)
 */
final class Substring {

    private final String wanted;
    /** For each length of a part that matched: the length of the longest shorter part that matched, too. */
    private final int[] shorter;

    Substring(String wanted) {
        this.wanted = wanted;
        this.shorter = new int[wanted.length() + 1];
        int matched = 0;
        for (int i = 1; i < wanted.length(); i++) {
            matched = next(matched, wanted.charAt(i));
            shorter[i + 1] = matched;
        }
    }

    boolean isIn(String text) {
        int matched = 0;
        for (int i = 0; i < text.length() && matched < wanted.length(); i++) {
            matched = next(matched, text.charAt(i));
        }
        return matched == wanted.length();
    }

    private int next(int matched, char c) {
        int length = matched;
        while (length > 0 && wanted.charAt(length) != c) {
            length = shorter[length];
        }
        return wanted.charAt(length) == c ? length + 1 : length;
    }
}
