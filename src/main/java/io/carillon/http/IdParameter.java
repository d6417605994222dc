package io.carillon.http;

import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;

/** A query parameter that is an organization's id. */
public final class IdParameter {

    private IdParameter() {
    }

    /**
     * Reads the parameter {@code name}, which may be null.
     *
     * @throws ProblemException 400 if it is not a number
     */
    public static Long read(String name, String text) {
        if (text != null && !text.matches("[0-9]{1,18}")) {
            throw new ProblemException(ProblemType.INVALID_PARAMETER, name + " must be an organization's id.");
        }
        return text == null ? null : Long.valueOf(text);
    }
}
