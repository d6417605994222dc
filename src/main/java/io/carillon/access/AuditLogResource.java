package io.carillon.access;

import io.carillon.database.Database;
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

/** {@code /audit-log}: who did what to which object, newest first. */
@Tag(name = "Audit log")
@Path("audit-log")
@ApplicationScoped
@OpenTo(Role.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
public class AuditLogResource {

    @Inject
    private Database database;

    /** The entries that match the filter. */
    @Operation(operationId = "listAuditEntries", summary = "List the audit log")
    @GET
    @Transactional
    public Page<AuditEntryDocument> list(@BeanParam AuditFilter filter, @BeanParam Paging paging) {
        return paging.pageOf(filter.query(database.entities(), paging.after()), AuditEntryDocument::of, AuditEntry::id);
    }
}
