package io.carillon.intake;

import io.carillon.json.JsonDocument;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A change as producers write it who send CloudEvents 1.0. Further extension attributes are allowed, and have no effect. */
record CloudEventRequest(
        @Schema(required = true, enumeration = "1.0") String specversion,
        @Schema(required = true, minLength = 1, description = "the producer's id of the event; repeated with the same source"
                + " for the same organization, it has no second effect") String id,
        @Schema(required = true, minLength = 1, description = "a URI reference: where the event happened") String source,
        @Schema(required = true, minLength = 1, maxLength = 100, description = "the event type") String type,
        @Schema(required = true, minLength = 1, maxLength = 200, description = "the id of the object") String subject,
        @Schema(description = "when it happened, as occurredAt of a change") Instant time,
        @Schema(description = "a media type of JSON") String datacontenttype,
        @Schema(required = true, description = "the organization; digits, because integers of CloudEvents have 32 bits")
        String organizationid,
        @Schema(maxLength = 60, description = "must be that of the event type") String resourcetype,
        @Schema(enumeration = {"create", "update", "delete"}, description = "must be that of the event type")
        String resourceoperation,
        @Schema(description = "ids of the endpoints that alone may get it, with spaces between them") String carillonendpoints,
        @Schema(defaultValue = "true", description = "as retry of a change") Boolean carillonretry,
        Map<String, Object> data) implements JsonDocument {
    // Only /openapi uses this class; the queue has a separate reader.
}
