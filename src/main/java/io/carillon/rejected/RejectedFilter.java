package io.carillon.rejected;

import io.carillon.http.TimeParameter;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * The filters of rejected messages: {@code reason}, {@code protocol}, and {@code from} and {@code to} for the time of the
 * rejection. An absent filter restricts nothing.
 */
public class RejectedFilter {

    private static final int LONGEST_REASON = 60;
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
        return new RejectedSelection(text("reason", reason, LONGEST_REASON), text("protocol", protocol, LONGEST_PROTOCOL),
                time("from", from), time("to", to));
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

    private static String text(String name, String text, int longest) {
        if (text != null && text.length() > longest) {
            throw new ProblemException(ProblemType.INVALID_PARAMETER, name + " has at most " + longest + " characters.");
        }
        return text;
    }

    private static Instant time(String name, String text) {
        OffsetDateTime time = TimeParameter.read(name, text);
        return time == null ? null : time.toInstant();
    }
}
