package io.carillon.poll;

import io.carillon.http.Cursor;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Where a poll begins, and how many messages it returns at most: {@code after} and {@code limit} (1 to 200, default 50). */
public class PollPosition {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 200;

    @Parameter(description = "The next of an earlier poll: everything before it was read")
    @QueryParam("after")
    private String after;
    @Parameter(description = "How many messages: 1 to 200, 50 by default")
    @QueryParam("limit")
    private String limit;

    /** A position; null stands for the beginning, and for the default. */
    static PollPosition of(String after, String limit) {
        PollPosition position = new PollPosition();
        position.after = after;
        position.limit = limit;
        return position;
    }

    /** The cursor of a place in the mailbox of an endpoint. */
    static String cursor(String endpointId, long place) {
        return Cursor.encode(endpointId, String.valueOf(place));
    }

    /** The place after which the poll begins; 400 unless it is a cursor of this endpoint, no further than {@code last}. */
    long place(String endpointId, long last) {
        try {
            long place = after == null ? 0 : Long.parseLong(Cursor.decode(endpointId, after));
            if (place <= last) {
                return place;
            }
        } catch (IllegalArgumentException e) {
            // the same answer as for a place that the endpoint does not have
        }
        throw new ProblemException(ProblemType.INVALID_PARAMETER, "after must be the next of an earlier poll of this endpoint.");
    }

    /** How many messages, at most. */
    int limit() {
        if (limit == null) {
            return DEFAULT_LIMIT;
        }
        if (!limit.matches("[1-9][0-9]{0,2}") || Integer.parseInt(limit) > MAX_LIMIT) {
            throw new ProblemException(ProblemType.INVALID_PARAMETER, "limit must be a number from 1 to " + MAX_LIMIT + ".");
        }
        return Integer.parseInt(limit);
    }
}
