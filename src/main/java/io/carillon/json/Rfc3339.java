package io.carillon.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Reads RFC 3339 times of the years 1970 to 9999, the range that every database can store. */
public final class Rfc3339 {

    /** What a time must be, as the end of a sentence for the client. */
    public static final String EXPECTED = "an RFC 3339 time of the years 1970 to 9999 such as 2025-06-09T10:30:00Z";

    private Rfc3339() {
    }

    /**
     * The instant that {@code text} denotes. The range applies to the year as written, before the offset is applied.
     *
     * @throws DateTimeException if {@code text} is not such a time
     */
    public static Instant read(String text) {
        OffsetDateTime time = OffsetDateTime.parse(text);
        if (time.getYear() < 1970 || time.getYear() > 9999) {
            throw new DateTimeException("the year is " + time.getYear());
        }
        return time.toInstant();
    }
}
