package io.carillon.http;

import io.carillon.json.Rfc3339;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Reads a time from a query parameter. */
public final class TimeParameter {

    private TimeParameter() {
    }

    /**
     * Reads the parameter {@code name} from {@code text}, which may be null.
     *
     * @throws ProblemException 400 if {@link Rfc3339} cannot read it
     */
    public static OffsetDateTime read(String name, String text) {
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
