package io.carillon.http;

import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** A time in a query parameter. */
public final class TimeParameter {

    private TimeParameter() {
    }

    /**
     * Reads {@code text}, which may be null.
     *
     * @throws ProblemException 400 when it is no RFC 3339 time of the years 1 to 9999
     */
    public static OffsetDateTime read(String name, String text) {
        if (text == null) {
            return null;
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            if (time.getYear() >= 1 && time.getYear() <= 9999) {
                return time;
            }
        } catch (DateTimeParseException e) {
            throw unreadable(name);
        }
        throw unreadable(name);
    }

    private static ProblemException unreadable(String name) {
        return new ProblemException(ProblemType.INVALID_PARAMETER,
                name + " must be an RFC 3339 time such as 2025-06-09T10:30:00Z.");
    }
}
