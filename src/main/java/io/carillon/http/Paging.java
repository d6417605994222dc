package io.carillon.http;

import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.ws.rs.QueryParam;

/** The two query parameters of every list: {@code limit} (1 to 200, default 50) and {@code cursor}. */
public class Paging {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 200;

    @QueryParam("limit")
    private String limit;

    @QueryParam("cursor")
    private String cursor;

    /** How many items a page may have. */
    public int limit() {
        if (limit == null) {
            return DEFAULT_LIMIT;
        }
        if (!limit.matches("[1-9][0-9]{0,2}") || Integer.parseInt(limit) > MAX_LIMIT) {
            throw new ProblemException(ProblemType.INVALID_PARAMETER, "limit must be a number from 1 to " + MAX_LIMIT + ".");
        }
        return Integer.parseInt(limit);
    }

    /** The key after which the page begins; empty for the first page. */
    public String after() {
        try {
            String after = Cursor.decode(cursor, "");
            if (after.chars().anyMatch(Character::isISOControl)) {
                throw noCursor();
            }
            return after;
        } catch (IllegalArgumentException e) {
            throw noCursor();
        }
    }

    private static ProblemException noCursor() {
        return new ProblemException(ProblemType.INVALID_PARAMETER, "cursor must be the nextCursor of an earlier page.");
    }

    /** The numeric key after which the page begins, for lists that are ordered by a number. */
    public long afterNumber() {
        String after = after();
        if (!after.matches("(-?[0-9]{1,18})?")) {
            throw noCursor();
        }
        return after.isEmpty() ? Long.MIN_VALUE : Long.parseLong(after);
    }
}
