package io.carillon.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.carillon.json.JsonDocument;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An entry of the audit log.
 *
 * @param actorId   the id of the key, {@code jwt:} and the subject of a token, {@code oidc:} and that of a person, or
 *                  {@code carillon}; tenants see it if the actor is one of their own
 * @param actorName its name; for tenants {@code an operator} or {@code an organization} if it is not one of their own
 * @param objectId  the id in the path of the object
 * @param before    the object before the action, without secrets; absent if the action created it
 * @param after     the object after the action, without secrets; absent if the action deleted it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditEntryDocument(String id, Instant at, String actorId, String actorName, String action, String objectId,
        @Schema(type = SchemaType.OBJECT) @JsonRawValue String before,
        @Schema(type = SchemaType.OBJECT) @JsonRawValue String after) implements JsonDocument {

    /** The entry as {@code viewer} may see it. */
    static AuditEntryDocument of(AuditEntry entry, Scope viewer) {
        boolean isShown = isShown(entry.actorScope(), viewer);
        return new AuditEntryDocument(entry.id(), entry.at(), isShown ? entry.actorId() : null,
                isShown ? entry.actorName() : "an " + entry.actorScope().split(":")[0], entry.action(), entry.objectId(),
                entry.before(), entry.after());
    }

    /** An application acts on its own objects only, so to an organization it is one that it owns. */
    static boolean isShown(String actorScope, Scope viewer) {
        return viewer.role() == Role.OPERATOR || actorScope.equals(viewer.toString()) || actorScope.equals(AuditLog.OWN_NAME)
                || viewer.role() == Role.ORGANIZATION && actorScope.startsWith(AuditFilter.APPLICATIONS);
    }
}
