package io.carillon.rejected;

import io.carillon.database.Utc;
import io.carillon.http.TimeRange;
import io.carillon.http.WordParameter;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.ws.rs.QueryParam;

/**
 * The filters of rejected messages: {@code reason}, {@code protocol}, and {@code from} and {@code to} for the time of the
 * rejection. An absent filter restricts nothing.
 */
public class RejectedFilter {

    private static final int LONGEST_PROTOCOL = 40;

    @QueryParam("reason")
    private String reason;
    @QueryParam("protocol")
    private String protocol;
    @QueryParam("from")
    private String from;
    @QueryParam("to")
    private String to;

    /** What the client asks for; 400 for a value that cannot be understood. */
    RejectedSelection selection() {
        TimeRange range = TimeRange.read(from, to);
        return new RejectedSelection(WordParameter.read("reason", reason, Reasons.ALL), shortProtocol(),
                Utc.instant(range.from()), Utc.instant(range.to()));
    }

    /** Like {@link #selection}; 400 without a filter too, because deleting everything by mistake cannot be undone. */
    RejectedSelection restricted() {
        RejectedSelection selection = selection();
        if (selection.isEverything()) {
            throw new ProblemException(ProblemType.INVALID_PARAMETER,
                    "At least one filter is required: reason, protocol, from or to.");
        }
        return selection;
    }

    /** Which protocols there are depends on the broker. */
    private String shortProtocol() {
        if (protocol != null && protocol.length() > LONGEST_PROTOCOL) {
            throw new ProblemException(ProblemType.INVALID_PARAMETER,
                    "protocol has at most " + LONGEST_PROTOCOL + " characters.");
        }
        return protocol;
    }
}
