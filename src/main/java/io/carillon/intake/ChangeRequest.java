package io.carillon.intake;

import io.carillon.json.JsonDocument;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A change as producers write it. Either {@code eventType}, or {@code resourceType} with {@code resourceOperation}, is required.
 */
record ChangeRequest(
        @Schema(maxLength = 200, description = "the producer's event id; repeated by the same producer"
                + " for the same organization, it has no second effect") String id,
        @Schema(required = true, minimum = "1", maximum = "9007199254740991") long organizationId,
        @Schema(maxLength = 60) String resourceType,
        @Schema(enumeration = {"create", "update", "delete"}) String resourceOperation,
        @Schema(required = true, minLength = 1, maxLength = 200) String resourceId,
        @Schema(maxLength = 100) String eventType,
        @Schema(description = "when it happened, in the years 1970 to 9999; changes of an object are ordered by it, or"
                + " by their arrival when they have none or one ahead of the clock")
        Instant occurredAt,
        Map<String, Object> data,
        @Schema(minItems = 1, maxItems = 20, description = "ids of the endpoints that alone may get it, if they subscribe to it")
        List<String> endpoints,
        @Schema(defaultValue = "true", description = "false: a failed attempt is not repeated; a webhook about several changes"
                + " is sent once if all of them say so") Boolean retry) implements JsonDocument {
    // Only /openapi uses this class; the queue has a separate reader.
}
