package io.carillon.rejected;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.json.JsonDocument;
import java.time.Instant;

/**
 * Which rejected messages a list or a job is about; null restricts nothing.
 *
 * @param from the earliest time of the rejection
 * @param to   the time before which it must have been
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RejectedSelection(String reason, String protocol, Instant from, Instant to) implements JsonDocument {

    static final String CONDITION = """
            (CAST(? AS VARCHAR(200)) IS NULL OR reason = ?) AND (CAST(? AS VARCHAR(200)) IS NULL OR protocol = ?)
            AND (CAST(? AS TIMESTAMP WITH TIME ZONE) IS NULL OR rejected_at >= ?)
            AND (CAST(? AS TIMESTAMP WITH TIME ZONE) IS NULL OR rejected_at < ?)""";

    /** The parameters of {@link #CONDITION}. */
    Object[] values() {
        return new Object[] {reason, reason, protocol, protocol, from, from, to, to};
    }

    boolean isEverything() {
        return reason == null && protocol == null && from == null && to == null;
    }
}
