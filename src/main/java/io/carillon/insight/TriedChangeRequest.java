package io.carillon.insight;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A change to try on a filter, or as much of it as the filter judges. If the event type is there, or the resource type and the
 * operation, the catalog adds what would be announced.
 *
 * @param id         no filter sees it
 * @param occurredAt no filter sees it
 */
public record TriedChangeRequest(@Size(max = 200) String id, Long organizationId, @Size(max = 60) String resourceType,
        @Schema(enumeration = {"create", "update", "delete"}) String resourceOperation, @Size(max = 200) String resourceId,
        @Size(max = 100) String eventType, Instant occurredAt, @Schema(type = SchemaType.OBJECT) JsonNode data) {

    /** Null and missing data are the same. */
    public TriedChangeRequest {
        data = data == null || data.isNull() ? null : data;
    }
}
