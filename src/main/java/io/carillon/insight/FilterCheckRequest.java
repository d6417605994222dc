package io.carillon.insight;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.json.JsonDocument;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What to try on a filter: either a change, or past messages.
 *
 * @param filter   the filter to try; that of the endpoint if it is omitted
 * @param change   a change as {@code POST /changes} takes it, or as much of it as the filter judges
 * @param messages how many messages that the endpoint got to try, the newest first
 */
public record FilterCheckRequest(@Schema(type = SchemaType.OBJECT) JsonNode filter, @Valid TriedChangeRequest change,
        @Min(1) @Max(FilterChecks.MOST_MESSAGES) Integer messages) implements JsonDocument {

    /** Null and a missing filter are the same. */
    public FilterCheckRequest {
        filter = filter == null || filter.isNull() ? null : filter;
    }
}
