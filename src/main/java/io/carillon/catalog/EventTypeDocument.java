package io.carillon.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.carillon.json.VersionedDocument;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An event type as clients see it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EventTypeDocument(String name, String description, String resourceType, String resourceOperation,
        @Schema(type = SchemaType.OBJECT) @JsonRawValue String example) implements VersionedDocument {

    static EventTypeDocument of(EventType type) {
        return new EventTypeDocument(type.name(), type.description(), type.resourceType(), type.operation().word(),
                type.example());
    }
}
