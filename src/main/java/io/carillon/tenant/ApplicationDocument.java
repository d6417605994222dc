package io.carillon.tenant;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.json.VersionedDocument;
import java.util.List;
import java.util.Map;

/**
 * An application as clients see it.
 *
 * @param externalId the id in a system of the owner; only if there is one
 * @param metadata   what the owner noted, by name; only if there is something
 * @param flags      the flags of the event types that it may get; only if there are some
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ApplicationDocument(String id, String name, Long ownerOrganizationId, Contact contact, String externalId,
        Map<String, String> metadata, List<String> flags) implements VersionedDocument {

    static ApplicationDocument of(Application application) {
        return new ApplicationDocument(application.id(), application.name(), application.ownerOrganizationId(),
                application.contact(), application.external().externalId(), application.external().metadata(),
                application.flags().isEmpty() ? null : List.copyOf(application.flags()));
    }
}
