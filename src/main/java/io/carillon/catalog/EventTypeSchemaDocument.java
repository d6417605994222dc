package io.carillon.catalog;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.carillon.json.JsonDocument;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One version of the schema of an event type.
 *
 * @param since   when the event type got it
 * @param current whether it is the present one
 */
public record EventTypeSchemaDocument(int version, Instant since, boolean current,
        @Schema(type = SchemaType.OBJECT) @JsonRawValue String schema) implements JsonDocument {
}
