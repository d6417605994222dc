package io.carillon.tracking;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.carillon.endpoint.Format;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An attempt as clients see it; only callers who manage the endpoint see the detail and the response.
 *
 * @param explanation     the outcome in words
 * @param responseHeaders headers that may say why the receiver refused the webhook; only of failures
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AttemptDocument(int number, Instant startedAt, int durationMs, String outcome, Integer status, String detail,
        String explanation, String responseBody,
        @Schema(type = SchemaType.OBJECT) @JsonRawValue String responseHeaders) {

    static AttemptDocument of(Attempt attempt, Format format, boolean whole) {
        return new AttemptDocument(attempt.number(), attempt.startedAt(), attempt.durationMs(), attempt.outcome(),
                attempt.status(), whole ? attempt.detail() : null,
                Explanation.of(attempt.outcome(), attempt.status(), format), whole ? attempt.responseBody() : null,
                whole ? attempt.responseHeaders() : null);
    }
}
