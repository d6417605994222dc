package io.carillon.platform;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Creates ids: a short prefix for the kind of object, an underscore and 32 hex digits. The first twelve digits are the
 * milliseconds since 1970, so that new rows are adjacent in an index; the other twenty are random, so that ids cannot be
 * guessed.
 */
public final class Ids {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final HexFormat HEX = HexFormat.of();
    private static final int TIME_DIGITS = 12;

    private Ids() {
    }

    /** A new id such as {@code wh_0193…}; {@code prefix} is two to four lower-case letters. */
    public static String next(String prefix) {
        byte[] random = new byte[10];
        RANDOM.nextBytes(random);
        return prefix + "_" + HEX.toHexDigits(Instant.now().toEpochMilli(), TIME_DIGITS) + HEX.formatHex(random);
    }

    /** Whether {@code text} has the form of the ids that {@link #next} makes. */
    public static boolean isId(String prefix, String text) {
        return text.startsWith(prefix + "_") && text.substring(prefix.length() + 1).matches("[0-9a-f]{32}");
    }

    /**
     * A key that is not above any id that {@link #next} makes at {@code time} or later, and above every id that was made at least
     * a millisecond earlier. With it, a period is a range of a primary key.
     */
    public static String lowest(String prefix, Instant time) {
        return prefix + "_" + HEX.toHexDigits(Math.max(time.toEpochMilli(), 0), TIME_DIGITS);
    }

    /** Prefix and time of {@code id}: the key that {@link #lowest} makes for the time of the id. It does not reveal the id. */
    public static String beginning(String id) {
        return id.substring(0, id.indexOf('_') + 1 + TIME_DIGITS);
    }

    /** {@code count} bytes from the system's secure random source. */
    public static byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
