package io.carillon.tenant;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.json.VersionedDocument;

/** An application as clients see it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ApplicationDocument(String id, String name, Long ownerOrganizationId, Contact contact)
        implements VersionedDocument {

    static ApplicationDocument of(Application application) {
        return new ApplicationDocument(application.id(), application.name(), application.ownerOrganizationId(),
                application.contact());
    }
}
