package io.carillon.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.json.JsonDocument;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An event type as operators write it.
 *
 * @param name    optional; must equal the name in the path
 * @param example data as a receiver would get it; optional
 */
public record EventTypeRequest(String name, @NotBlank @Size(max = 500) String description, @NotBlank String resourceType,
        @NotBlank String resourceOperation, @Schema(type = SchemaType.OBJECT) JsonNode example) implements JsonDocument {
}
