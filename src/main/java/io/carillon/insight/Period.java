package io.carillon.insight;

import io.carillon.http.TimeRange;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The parameters that questions about an object share: its organization, and a period that is the last day by default. */
record Period(Instant from, Instant to) {

    private static final Duration DAY = Duration.ofHours(24);
    /** The database's clock may be ahead of this node's. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    /** Reads the parameters, each of which may be null. */
    static Period read(String from, String to, Clock clock) {
        TimeRange range = TimeRange.read(from, to);
        Instant end = range.to() != null ? range.to().toInstant() : clock.instant().plus(CLOCKS_DIFFER);
        return new Period(range.from() != null ? range.from().toInstant() : end.minus(DAY), end);
    }

    /** The organization that a parameter names; 400 if it names none. */
    static long organization(String text) {
        if (!required("organization", text).matches("[1-9][0-9]{0,15}")) {
            throw new ProblemException(ProblemType.INVALID_PARAMETER, "organization must be an organization's id.");
        }
        return Long.parseLong(text);
    }

    /** A parameter that must be given; 400 if it is not. */
    static String required(String name, String value) {
        if (value == null) {
            throw new ProblemException(ProblemType.INVALID_PARAMETER, name + " is required.");
        }
        return value;
    }
}
