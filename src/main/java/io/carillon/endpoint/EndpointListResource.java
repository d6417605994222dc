package io.carillon.endpoint;

import io.carillon.access.CurrentCaller;
import io.carillon.access.OpenTo;
import io.carillon.access.Role;
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

/** {@code /endpoints}: the endpoints of all applications that the caller manages. */
@Tag(name = "Endpoints")
@Path("endpoints")
@ApplicationScoped
@Transactional
@OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION})
@Produces(MediaType.APPLICATION_JSON)
public class EndpointListResource {

    @Inject
    private Export export;
    @Inject
    private Database database;
    @Inject
    private EndpointDocuments documents;
    @Inject
    private CurrentCaller caller;

    /**
     * Lists the endpoints that match the filter, by id, which is the order of their creation. A page may have fewer items than
     * its limit although more follow.
     */
    @Operation(operationId = "listEndpoints", summary = "List endpoints")
    @GET
    @Produces({MediaType.APPLICATION_JSON, Export.CSV, Export.NDJSON})
    public Page<EndpointDocument> list(@BeanParam EndpointFilter filter, @BeanParam Paging paging) {
        return export.of(paging, () -> {
            var query = filter.query(database.entities(), paging.after(), caller);
            return paging.pageOf(query.rows(), query.last(), documents::of, Endpoint::id);
        });
    }
}
