package io.carillon.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.carillon.json.JsonDocument;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An entry of the audit log as operators see it.
 *
 * @param actorId  the id of the key, or {@code jwt:} and the subject of a token
 * @param objectId the id in the path of the object
 * @param before   the object before the action, without secrets; absent if the action created it
 * @param after    the object after the action, without secrets; absent if the action deleted it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditEntryDocument(String id, Instant at, String actorId, String actorName, String action, String objectId,
        @Schema(type = SchemaType.OBJECT) @JsonRawValue String before,
        @Schema(type = SchemaType.OBJECT) @JsonRawValue String after) implements JsonDocument {

    static AuditEntryDocument of(AuditEntry entry) {
        return new AuditEntryDocument(entry.id(), entry.at(), entry.actorId(), entry.actorName(), entry.action(),
                entry.objectId(), entry.before(), entry.after());
    }
}
