package io.carillon.sending;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the header {@code Retry-After} (RFC 9110, section 10.2.3): seconds, or a date in one of the three forms of section
 * 5.6.7. The day of the week says nothing that the date does not, so it may be wrong.
 */
final class RetryAfter {

    private static final Duration LONGEST = Duration.ofDays(1);
    private static final String WEEKDAY = "^[A-Za-z]{3,9},? +";
    private static final String SECONDS = "[0-9]+";

    private RetryAfter() {
    }

    /** How long to wait from {@code now} on, at most a day; empty when the header is absent, unreadable or in the past. */
    static Optional<Duration> parse(String header, Instant now) {
        String text = header == null ? "" : header.strip();
        if (text.matches(SECONDS)) {
            boolean isLong = text.replaceFirst("^0+", "").length() > 5;
            return Optional.of(isLong ? LONGEST : atMostLongest(Duration.ofSeconds(Long.parseLong("0" + lastDigits(text)))));
        }
        return date(text, now).map(until -> Duration.between(now, until)).filter(wait -> !wait.isNegative())
                .map(RetryAfter::atMostLongest);
    }

    private static String lastDigits(String digits) {
        return digits.substring(Math.max(0, digits.length() - 5));
    }

    private static Duration atMostLongest(Duration wait) {
        return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }

    private static Optional<Instant> date(String text, Instant now) {
        String withoutWeekday = text.replaceFirst(WEEKDAY, "").replaceFirst(" (UTC|UT|\\+0000)$", " GMT")
                .replaceAll(" +", " ").replaceFirst(":60\\b", ":59");
        for (DateTimeFormatter form : formsAt(now)) {
            try {
                return Optional.of(LocalDateTime.parse(withoutWeekday, form).toInstant(ZoneOffset.UTC));
            } catch (DateTimeException e) {
                continue;
            }
        }
        return Optional.empty();
    }

    /** IMF-fixdate, the date of RFC 850 and that of asctime; a year of two digits is at most 50 years ahead. */
    private static List<DateTimeFormatter> formsAt(Instant now) {
        int firstYear = now.atOffset(ZoneOffset.UTC).getYear() - 49;
        return List.of(
                form("d MMM ").appendPattern("uuuu HH:mm:ss 'GMT'").toFormatter(Locale.ENGLISH),
                form("d-MMM-").appendValueReduced(ChronoField.YEAR, 2, 2, firstYear).appendPattern(" HH:mm:ss 'GMT'")
                        .toFormatter(Locale.ENGLISH),
                form("MMM d HH:mm:ss uuuu").toFormatter(Locale.ENGLISH));
    }

    private static DateTimeFormatterBuilder form(String beginning) {
        return new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(beginning);
    }
}
