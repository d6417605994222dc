package io.carillon.address;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * IPv6 addresses in the forms that URLs may have, and in the one that requests have: lower case, without leading zeros, the
 * longest run of zeros compressed, and no part in the dotted form of IPv4, which HttpClient cannot read (WHATWG URL Standard,
 * section 3.5; RFC 5952).
 */
final class Ipv6 {

    /** The form of IPv4, each number of which must be 255 at most. */
    static final Pattern DOTTED = Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");

    private static final int PIECES = 8;
    private static final Pattern PIECE = Pattern.compile("[0-9A-Fa-f]{1,4}");
    private static final String RUN = "::";

    private Ipv6() {
    }

    /**
     * The one form of {@code address}, both without brackets.
     *
     * @throws IllegalArgumentException if it is not an IPv6 address
     */
    static String canonical(String address) {
        return shown(pieces(address));
    }

    private static int[] pieces(String address) {
        int run = address.indexOf(RUN);
        if (run < 0) {
            int[] all = piecesOf(address, true);
            check(all.length == PIECES, address);
            return all;
        }
        int[] before = piecesOf(address.substring(0, run), false);
        int[] after = piecesOf(address.substring(run + RUN.length()), true);
        check(before.length + after.length < PIECES, address);
        int[] all = Arrays.copyOf(before, PIECES);
        System.arraycopy(after, 0, all, PIECES - after.length, after.length);
        return all;
    }

    /** The pieces between single colons; only at the end of the address may two of them have the form of IPv4. */
    private static int[] piecesOf(String part, boolean atEnd) {
        if (part.isEmpty()) {
            return new int[0];
        }
        String[] texts = part.split(":", -1);
        return IntStream.range(0, texts.length)
                .flatMap(i -> atEnd && i == texts.length - 1 && texts[i].contains(".") ? dotted(texts[i]) : piece(texts[i]))
                .toArray();
    }

    private static IntStream piece(String text) {
        check(PIECE.matcher(text).matches(), text);
        return IntStream.of(Integer.parseInt(text, 16));
    }

    private static IntStream dotted(String text) {
        check(DOTTED.matcher(text).matches(), text);
        int[] bytes = Arrays.stream(text.split("\\.")).mapToInt(Integer::parseInt).toArray();
        check(Arrays.stream(bytes).allMatch(value -> value <= 0xff), text);
        return IntStream.of(bytes[0] << 8 | bytes[1], bytes[2] << 8 | bytes[3]);
    }

    private static void check(boolean isValid, String text) {
        if (!isValid) {
            throw new IllegalArgumentException("not an IPv6 address: " + text);
        }
    }

    private static String shown(int[] pieces) {
        int start = 0;
        int length = 1;
        for (int i = 0; i < PIECES; i++) {
            int zeros = zerosFrom(i, pieces);
            if (zeros > length) {
                start = i;
                length = zeros;
            }
        }
        return length == 1 ? hex(pieces, 0, PIECES) : hex(pieces, 0, start) + RUN + hex(pieces, start + length, PIECES);
    }

    private static int zerosFrom(int start, int[] pieces) {
        int end = start;
        while (end < PIECES && pieces[end] == 0) {
            end++;
        }
        return end - start;
    }

    private static String hex(int[] pieces, int from, int to) {
        return Arrays.stream(pieces, from, to).mapToObj(Integer::toHexString).collect(Collectors.joining(":"));
    }
}
