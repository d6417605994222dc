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

/** {@code /audit-log}: who did what to which object, newest first. */
@Path("audit-log")
@ApplicationScoped
@OpenTo(Role.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
public class AuditLogResource {

    @Inject
    private Export export;
    @Inject
    private Database database;

    /** The entries that match the filter. */
    @GET
    @Transactional
    @Produces({MediaType.APPLICATION_JSON, Export.CSV, Export.NDJSON})
    public Page<AuditEntryDocument> list(@BeanParam AuditFilter filter, @BeanParam Paging paging) {
        return export.of(paging, () -> paging.pageOf(filter.query(database.entities(), paging.after()),
                AuditEntryDocument::of, AuditEntry::id));
    }
}
