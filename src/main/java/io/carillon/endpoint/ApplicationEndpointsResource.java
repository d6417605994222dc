package io.carillon.endpoint;

import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.database.Database;
import io.carillon.http.ApiPath;
import io.carillon.http.Export;
import io.carillon.http.Page;
import io.carillon.http.Paging;
import io.carillon.platform.EnumWords;
import io.carillon.platform.Ids;
import io.carillon.tenant.Application;
import io.carillon.tenant.VisibleTenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /applications/{id}/endpoints}: the endpoints of one application. */
@Tag(name = "Endpoints")
@Path("applications/{applicationId}/endpoints")
@ApplicationScoped
@Transactional
@OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION})
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ApplicationEndpointsResource {

    @Inject
    private Export export;
    @Inject
    private Database database;
    @Inject
    private VisibleTenants tenants;
    @Inject
    private EndpointWrites writes;
    @Inject
    private EndpointDocuments documents;

    /** Lists the application's endpoints by id, which is the order of their creation. */
    @Operation(operationId = "listEndpointsOfApplication", summary = "List the endpoints of an application")
    @GET
    @Produces({MediaType.APPLICATION_JSON, Export.CSV, Export.NDJSON})
    public Page<EndpointDocument> list(@PathParam("applicationId") String applicationId, @BeanParam Paging paging) {
        String id = tenants.application(applicationId).id();
        return export.of(paging, () -> paging.page(database.entities().createQuery("""
                SELECT e FROM Endpoint e WHERE e.applicationId = :application AND e.status <> :deleted AND e.id > :after
                ORDER BY e.id""", Endpoint.class)
                .setParameter("application", id)
                .setParameter("deleted", EnumWords.of(EndpointStatus.DELETED)), documents::of, Endpoint::id));
    }

    /**
     * Creates an endpoint with a new signing secret, or with the one in {@code secret}; {@code GET /endpoints/{id}/secret}
     * returns it. 409 when the application already has the maximum number of endpoints, or one with the same
     * {@code externalId}.
     */
    @Operation(operationId = "createEndpoint", summary = "Create an endpoint")
    @POST
    @APIResponse(responseCode = "201", description = "The endpoint", content = @Content(
            mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = EndpointDocument.class)))
    public Response create(@PathParam("applicationId") String applicationId, @Valid @NotNull EndpointRequest request) {
        Application application = tenants.application(applicationId);
        String id = Ids.next("ep");
        EndpointDocument created = writes.create(application, id, request);
        return Response.created(ApiPath.of("endpoints", id)).entity(created).build();
    }
}
