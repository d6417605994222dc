package io.carillon.tracking;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/** An attempt as clients see it; only callers who manage the endpoint see the detail and the response. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AttemptDocument(int number, Instant startedAt, int durationMs, String outcome, Integer status, String detail,
        String responseBody) {

    static AttemptDocument of(Attempt attempt, boolean whole) {
        return new AttemptDocument(attempt.number(), attempt.startedAt(), attempt.durationMs(), attempt.outcome(),
                attempt.status(), whole ? attempt.detail() : null, whole ? attempt.responseBody() : null);
    }
}
