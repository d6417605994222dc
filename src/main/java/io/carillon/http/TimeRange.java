package io.carillon.http;

import io.carillon.json.Rfc3339;
import io.carillon.platform.Ids;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * The query parameters {@code from} and {@code to} of a list.
 *
 * @param from the first time of the range, or null
 * @param to   the time that ends it and is not part of it, or null
 */
public record TimeRange(OffsetDateTime from, OffsetDateTime to) {

    /**
     * Reads the parameters, each of which may be null.
     *
     * @throws ProblemException 400 if {@link Rfc3339} cannot read one, or if {@code from} is after {@code to}
     */
    public static TimeRange read(String from, String to) {
        TimeRange range = new TimeRange(time("from", from), time("to", to));
        if (range.from != null && range.to != null && range.from.isAfter(range.to)) {
            throw new ProblemException(ProblemType.INVALID_PARAMETER, "from must not be after to.");
        }
        return range;
    }

    /**
     * The first key of the range among ids that begin with a time ({@link Ids}); null if the range has no beginning.
     *
     * @param prefix of the ids
     * @param margin how far the clock that made the ids may be from the one of the times
     */
    public String firstKey(String prefix, Duration margin) {
        return from == null ? null : Ids.lowest(prefix, from.toInstant().minus(margin));
    }

    /** The key that ends the range and is not part of it, likewise. */
    public String endKey(String prefix, Duration margin) {
        return to == null ? null : Ids.lowest(prefix, to.toInstant().plus(margin));
    }

    /**
     * Reads one time, which may be null.
     *
     * @param name of the parameter
     * @throws ProblemException 400 if {@link Rfc3339} cannot read it
     */
    public static OffsetDateTime time(String name, String text) {
        if (text == null) {
            return null;
        }
        try {
            return Rfc3339.read(text).atOffset(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new ProblemException(ProblemType.INVALID_PARAMETER, name + " must be " + Rfc3339.EXPECTED + ".");
        }
    }
}
