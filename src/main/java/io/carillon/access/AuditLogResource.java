package io.carillon.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.carillon.database.Database;
import io.carillon.http.Page;
import io.carillon.http.Paging;
import io.carillon.json.JsonDocument;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** {@code /audit-log}: who did what to which object, the newest first. */
@Path("audit-log")
@ApplicationScoped
@OpenTo(Role.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
public class AuditLogResource {

    @Inject
    private Database database;

    /** The entries that the filter lets through. */
    @GET
    @Transactional
    public Page<Document> list(@BeanParam AuditFilter filter, @BeanParam Paging paging) {
        return paging.pageOf(filter.query(database.entities(), paging.after()), Document::of, AuditEntry::id);
    }

    /**
     * An entry as operators see it.
     *
     * @param actorId  the key that was used, or {@code jwt:} and the subject of a token
     * @param objectId the id in the path of the object
     * @param before   the object as it was, without secrets; absent when it is new
     * @param after    the object as it became; absent when it is gone
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Document(String id, Instant at, String actorId, String actorName, String action, String objectId,
            @Schema(type = SchemaType.OBJECT) @JsonRawValue String before,
            @Schema(type = SchemaType.OBJECT) @JsonRawValue String after) implements JsonDocument {

        static Document of(AuditEntry entry) {
            return new Document(entry.id(), entry.at(), entry.actorId(), entry.actorName(), entry.action(),
                    entry.objectId(), entry.before(), entry.after());
        }
    }
}
