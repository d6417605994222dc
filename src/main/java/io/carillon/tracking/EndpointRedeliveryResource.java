package io.carillon.tracking;

import io.carillon.access.AuditLog;
import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.endpoint.Endpoint;
import io.carillon.endpoint.VisibleEndpoints;
import io.carillon.message.DeliveryState;
import io.carillon.platform.EnumWords;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
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

    /** Returns 202 with the number of deliveries that are pending again; 409 while the endpoint is switched off. */
    @POST
    @APIResponse(responseCode = "202", description = "The number of deliveries that are pending again", content = @Content(
            mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = RedeliveryDocument.class)))
    public Response redeliver(@PathParam("id") String id, @Valid @NotNull RedeliveryRequest request) {
        if (request.from().isAfter(request.to())) {
            throw ProblemException.invalid("/from", "must not be after to");
        }
        Endpoint endpoint = endpoints.endpoint(id);
        int count = redelivery.again(id, endpoint.isActive(), request.from(), request.to(), states(request.status()));
        audit.record("endpoint.redelivered", id, request, new RedeliveryDocument(count));
        return Response.accepted(new RedeliveryDocument(count)).build();
    }

    private static Set<DeliveryState> states(List<String> words) {
        if (words == null || words.isEmpty()) {
            return EnumSet.of(DeliveryState.FAILED, DeliveryState.SKIPPED);
        }
        Set<DeliveryState> states = EnumSet.noneOf(DeliveryState.class);
        for (int i = 0; i < words.size(); i++) {
            String pointer = "/status/" + i;
            states.add(EnumWords.find(DeliveryState.class, words.get(i))
                    .filter(state -> state != DeliveryState.PENDING && state != DeliveryState.CANCELLED)
                    .orElseThrow(() -> ProblemException.invalid(pointer, "must be succeeded, failed or skipped")));
        }
        return states;
    }
}
