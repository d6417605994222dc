package io.carillon.rejected;

import io.carillon.json.JsonDocument;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How many messages are rejected for one reason.
 *
 * @param oldest when the first of them was rejected
 * @param newest when the last of them was rejected
 */
@Schema(name = "RejectionReason")
public record RejectionReasonDocument(String reason, long count, Instant oldest, Instant newest) implements JsonDocument {
}
