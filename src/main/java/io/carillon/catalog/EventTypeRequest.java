package io.carillon.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.json.JsonDocument;
import io.carillon.json.StrictJson;
import io.carillon.problem.ProblemException;
import io.carillon.tenant.Flags;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An event type as operators write it.
 *
 * @param name       optional; must equal the name in the path
 * @param example    data as a receiver would get it; without it, one is made of the schema, if there is one
 * @param schema     of the {@code data} of its changes, JSON Schema 2020-12, complete in itself; optional
 * @param validate   what becomes of changes whose data violate the schema: {@code off} by default
 * @param deprecated whether it is to go; this is only shown
 * @param archived   whether no endpoint can subscribe to it any more; those that do still get it
 * @param flags      the flags that an application needs in order to get and see it, at most 20; none by default
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EventTypeRequest(String name, @NotBlank @Size(max = 500) String description, @NotBlank String resourceType,
        @NotBlank String resourceOperation, @Schema(type = SchemaType.OBJECT) JsonNode example,
        @Schema(type = SchemaType.OBJECT) JsonNode schema, Validation validate, Boolean deprecated, Boolean archived,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) @NotNull @Size(max = Flags.MOST)
        List<@NotNull @Pattern(regexp = Flags.PATTERN, message = Flags.REQUIREMENT) String> flags) implements JsonDocument {

    static EventTypeRequest of(EventType type) {
        return new EventTypeRequest(type.name(), type.description(), type.resourceType(), type.operation().word(),
                read(type.example()), read(type.schema()), type.validation(), type.isDeprecated(), type.isArchived(),
                List.copyOf(type.flags()));
    }

    /** Fills in the defaults. */
    public EventTypeRequest {
        validate = validate == null ? Validation.OFF : validate;
        deprecated = deprecated != null && deprecated;
        archived = archived != null && archived;
        flags = Flags.sorted(flags);
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

    private static JsonNode read(String stored) {
        return stored == null ? null : StrictJson.stored(stored);
    }
}
