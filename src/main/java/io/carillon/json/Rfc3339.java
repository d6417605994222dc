package io.carillon.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads RFC 3339 times from 1970-01-01T00:00:00Z to 9999-12-31T23:59:59Z, the range that every database can store. A fraction
 * may have any number of digits; what is finer than a microsecond is cut off. A leap second counts as the second after it.
 */
public final class Rfc3339 {

    /** What a time must be, as the end of a sentence for the client. */
    public static final String EXPECTED = "an RFC 3339 time of the years 1970 to 9999 such as 2025-06-09T10:30:00Z";

    private static final Pattern TIME = Pattern.compile(
            "(\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:)(\\d{2})(\\.\\d+)?([Zz]|[+-]\\d{2}:\\d{2})");
    private static final int MOST_DIGITS = 9;
    private static final String LEAP_SECOND = "60";
    private static final int SECONDS_OF_DAY = 24 * 60 * 60;
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private Rfc3339() {
    }

    /**
     * The instant that {@code text} denotes.
     *
     * @throws DateTimeException if {@code text} is not such a time
     */
    public static Instant read(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            throw new DateTimeException("not in the form of RFC 3339");
        }
        boolean leap = time.group(2).equals(LEAP_SECOND);
        Instant instant = OffsetDateTime.parse(time.group(1) + (leap ? "59" : time.group(2)) + fraction(time.group(3), leap)
                + time.group(4)).toInstant();
        if (leap) {
            instant = instant.plusSeconds(1);
            if (Math.floorMod(instant.getEpochSecond(), SECONDS_OF_DAY) != 0) {
                throw new DateTimeException("no leap second");
            }
        }
        instant = instant.truncatedTo(ChronoUnit.MICROS);
        if (instant.isBefore(Instant.EPOCH) || instant.isAfter(LAST)) {
            throw new DateTimeException("out of range");
        }
        return instant;
    }

    private static String fraction(String digits, boolean leap) {
        return digits == null || leap ? "" : digits.substring(0, Math.min(digits.length(), MOST_DIGITS + 1));
    }
}
