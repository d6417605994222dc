package io.carillon.catalog;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.carillon.json.VersionedDocument;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An event type as clients see it.
 *
 * @param schema        of the {@code data} of its changes, JSON Schema 2020-12; absent if they may be anything
 * @param schemaVersion the number of the schema: each other one gets the next
 * @param validate      what becomes of changes whose data violate the schema; absent without one
 * @param deprecated    whether it is to go; absent for false
 * @param archived      whether no endpoint can subscribe to it any more; absent for false
 * @param flags         the flags that an application needs in order to get and see it; absent for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EventTypeDocument(String name, String description, String resourceType, String resourceOperation,
        @Schema(type = SchemaType.OBJECT) @JsonRawValue String example,
        @Schema(type = SchemaType.OBJECT) @JsonRawValue String schema, Integer schemaVersion, Validation validate,
        Boolean deprecated, Boolean archived, List<String> flags) implements VersionedDocument {

    /** Whether Carillon itself reports it, to the organization of the operators. */
    @JsonIgnore
    public boolean isOperational() {
        return OperationalEvents.isReserved(resourceType);
    }

    static EventTypeDocument of(EventType type) {
        return new EventTypeDocument(type.name(), type.description(), type.resourceType(), type.operation().word(),
                type.example(), type.schema(), type.schemaVersion(), type.schema() == null ? null : type.validation(),
                type.isDeprecated() ? true : null, type.isArchived() ? true : null,
                type.flags().isEmpty() ? null : List.copyOf(type.flags()));
    }
}
