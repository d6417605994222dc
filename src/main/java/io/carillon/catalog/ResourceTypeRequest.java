package io.carillon.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.json.JsonDocument;
import jakarta.validation.constraints.NotNull;

/**
 * A resource type as operators write it: who is notified of each operation, in the words of {@link ResourceTypeDocument}.
 *
 * @param name   optional; must equal the name in the path
 * @param partOf optional
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ResourceTypeRequest(String name, String partOf, @NotNull String create, @NotNull String update,
        @NotNull String delete) implements JsonDocument {

    static ResourceTypeRequest of(ResourceTypeDocument type) {
        return new ResourceTypeRequest(type.name(), type.partOf(), type.create(), type.update(), type.delete());
    }
}
