package io.carillon.tracking;

import io.carillon.access.AuditLog;
import io.carillon.access.Capability;
import io.carillon.access.Needs;
import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.endpoint.Endpoint;
import io.carillon.endpoint.VisibleEndpoints;
import io.carillon.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/**
 * {@code POST /endpoints/{id}/redeliver}: sends again the settled deliveries that were created in a period, by default those
 * that failed or were skipped. Those of organizations that do not enable the application stay as they are.
 */
@Path("endpoints/{id}/redeliver")
@ApplicationScoped
@Transactional
@OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION})
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class EndpointRedeliveryResource {

    @Inject
    private VisibleEndpoints endpoints;
    @Inject
    private Redelivery redelivery;
    @Inject
    private AuditLog audit;

    /**
     * Returns 202 with the number of deliveries that are pending again; 409 while the endpoint is switched off, and
     * for more than 10,000 deliveries, which {@code POST /redeliveries} sends again.
     */
    @POST
    @Needs(Capability.OPERATE)
    @APIResponse(responseCode = "202", description = "The number of deliveries that are pending again", content = @Content(
            mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = RedeliveryDocument.class)))
    public Response redeliver(@PathParam("id") String id, @Valid @NotNull RedeliveryRequest request) {
        if (request.from().isAfter(request.to())) {
            throw ProblemException.invalid("/from", "must not be after to");
        }
        Endpoint endpoint = endpoints.endpoint(id);
        int count = redelivery.again(endpoint, RedeliverySelection.of(endpoint, request));
        audit.record("endpoint.redelivered", endpoint.audited(), request, new RedeliveryDocument(count));
        return Response.accepted(new RedeliveryDocument(count)).build();
    }
}
