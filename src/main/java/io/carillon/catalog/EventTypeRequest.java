package io.carillon.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.json.JsonDocument;
import io.carillon.json.StrictJson;
import io.carillon.problem.ProblemException;
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

    static EventTypeRequest of(EventType type) {
        return new EventTypeRequest(type.name(), type.description(), type.resourceType(), type.operation().word(),
                type.example() == null ? null : read(type.example()));
    }

    /**
     * What happens to the object.
     *
     * @throws ProblemException 422 for another word
     */
    Operation operation() {
        return Operation.ofWord(resourceOperation).orElseThrow(() ->
                ProblemException.invalid("/resourceOperation", "must be create, update or delete"));
    }

    private static JsonNode read(String example) {
        try {
            return StrictJson.mapper().readTree(example);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the catalog has an example that is not JSON: " + example, e);
        }
    }
}
