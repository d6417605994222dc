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

    static final String CONDITION = """
            (CAST(? AS VARCHAR(200)) IS NULL OR reason = ?) AND (CAST(? AS VARCHAR(200)) IS NULL OR protocol = ?)
            AND (CAST(? AS TIMESTAMP WITH TIME ZONE) IS NULL OR rejected_at >= ?)
            AND (CAST(? AS TIMESTAMP WITH TIME ZONE) IS NULL OR rejected_at < ?)""";

    @QueryParam("reason")
    private String reason;
    @QueryParam("protocol")
    private String protocol;
    @QueryParam("from")
    private String from;
    @QueryParam("to")
    private String to;

    /** Rejects a request without a filter, because deleting everything by mistake cannot be undone. */
    void requireAny() {
        if (reason == null && protocol == null && from == null && to == null) {
            throw new ProblemException(ProblemType.INVALID_PARAMETER,
                    "At least one filter is required: reason, protocol, from or to.");
        }
    }

    /** The parameters of {@link #CONDITION}. */
    Object[] values() {
        Instant begin = time("from", from);
        Instant end = time("to", to);
        return new Object[] {reason, reason, protocol, protocol, begin, begin, end, end};
    }

    private static Instant time(String name, String text) {
        OffsetDateTime time = TimeParameter.read(name, text);
        return time == null ? null : time.toInstant();
    }
}
