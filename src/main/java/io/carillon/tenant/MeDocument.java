package io.carillon.tenant;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.access.Capability;
import io.carillon.access.Role;
import io.carillon.json.JsonDocument;
import java.time.Instant;
import java.util.Set;

/**
 * What the key or token of a request is.
 *
 * @param keyId        the id of the key, {@code jwt:} and the subject of a token, or {@code oidc:} and that of a person
 * @param name         the name of the key; of a token its {@code upn} or its subject
 * @param role         the first word of the scope
 * @param capabilities what it may do within its scope
 * @param expiresAt    when it expires; absent if it never does
 * @param organization the organization of the scope
 * @param application  the application of the scope
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MeDocument(String keyId, String name, String scope, Role role, Set<Capability> capabilities, Instant expiresAt,
        NamedOrganization organization, NamedApplication application) implements JsonDocument {

    /** An organization without a name was deleted, or never was. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record NamedOrganization(long id, String name) {
    }

    /** An application without a name was deleted, or never was. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record NamedApplication(String id, String name) {
    }
}
