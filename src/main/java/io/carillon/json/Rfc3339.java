package io.carillon.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads RFC 3339 times from 1970-01-01T00:00:00Z to 9999-12-31T23:59:59Z, the range that every database can store. A fraction
 * may have any number of digits, as long as the whole text is short enough; what is finer than a microsecond is cut off. A leap
 * second counts as the second after it. Offsets go to 23:59, further than those of {@link ZoneOffset}. Writes times in UTC to
 * the millisecond.
 */
public final class Rfc3339 {

    /** What a time must be, as the end of a sentence for the client. */
    public static final String EXPECTED = "an RFC 3339 time of the years 1970 to 9999 such as 2025-06-09T10:30:00Z,"
            + " in at most 1,000 characters";

    private static final Pattern TIME = Pattern.compile(
            "(\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:)(\\d{2})(\\.\\d+)?(?:[Zz]|([+-])([01]\\d|2[0-3]):([0-5]\\d))");
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int LONGEST = 1_000;
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
        if (text.length() > LONGEST || !time.matches()) {
            throw new DateTimeException("not in the form of RFC 3339");
        }
        boolean leap = time.group(2).equals(LEAP_SECOND);
        Instant instant = LocalDateTime.parse(time.group(1) + (leap ? "59" : time.group(2)) + fraction(time.group(3), leap))
                .toInstant(ZoneOffset.UTC).minusSeconds(offset(time));
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

    /** {@code time} with three digits after the second, whatever they are. */
    public static String millis(Instant time) {
        return MILLIS.format(time);
    }

    private static int offset(Matcher time) {
        if (time.group(4) == null) {
            return 0;
        }
        int minutes = 60 * Integer.parseInt(time.group(5)) + Integer.parseInt(time.group(6));
        return (time.group(4).equals("-") ? -60 : 60) * minutes;
    }

    private static String fraction(String digits, boolean leap) {
        return digits == null || leap ? "" : digits.substring(0, Math.min(digits.length(), MOST_DIGITS + 1));
    }
}
