package io.carillon.access;

import io.carillon.database.Database;
import io.carillon.http.Export;
import io.carillon.http.Page;
import io.carillon.http.Paging;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * {@code /audit-log}: who did what to which object, newest first. Organizations and applications see what was done to their own
 * objects, and who of their own did it.
 */
@Tag(name = "Audit log")
@Path("audit-log")
@ApplicationScoped
@OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION})
@Produces(MediaType.APPLICATION_JSON)
public class AuditLogResource {

    @Inject
    private Export export;
    @Inject
    private Database database;
    @Inject
    private CurrentCaller caller;

    /** The entries that match the filter. A page may have fewer items than its limit although more follow. */
    @Operation(operationId = "listAuditEntries", summary = "List the audit log")
    @GET
    @Transactional
    @Produces({MediaType.APPLICATION_JSON, Export.CSV, Export.NDJSON})
    public Page<AuditEntryDocument> list(@BeanParam AuditFilter filter, @BeanParam Paging paging) {
        Scope scope = caller.get().scope();
        return export.of(paging, () -> {
            var query = filter.query(database.entities(), paging.after(), scope);
            return paging.pageOf(query.rows(), query.last(), entry -> AuditEntryDocument.of(entry, scope), AuditEntry::id);
        });
    }
}
