package io.carillon.intake;

import io.carillon.json.JsonDocument;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a change looks like to producers; only {@code /openapi} uses it, the queue reads changes by itself. Either
 * {@code eventType} or {@code resourceType} with {@code resourceOperation} must be there.
 */
record ChangeRequest(
        @Schema(maxLength = 200, description = "the producer's own event id: the same id again has no second effect") String id,
        @Schema(required = true, minimum = "1", maximum = "9007199254740991") long organizationId,
        @Schema(maxLength = 60) String resourceType,
        @Schema(enumeration = {"create", "update", "delete"}) String resourceOperation,
        @Schema(required = true, minLength = 1, maxLength = 200) String resourceId,
        @Schema(maxLength = 100) String eventType,
        Instant occurredAt,
        Map<String, Object> data) implements JsonDocument {
}
