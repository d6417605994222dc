package io.carillon.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.json.VersionedDocument;

/** A resource type as clients see it: for each operation {@code notify, notify-parent, silent} or {@code absent}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ResourceTypeDocument(String name, String partOf, String create, String update, String delete)
        implements VersionedDocument {

    static ResourceTypeDocument of(ResourceType type) {
        return new ResourceTypeDocument(type.name(), type.partOf().orElse(null), type.audience(Operation.CREATE).word(),
                type.audience(Operation.UPDATE).word(), type.audience(Operation.DELETE).word());
    }
}
