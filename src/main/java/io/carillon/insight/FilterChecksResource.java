package io.carillon.insight;

import io.carillon.access.Capability;
import io.carillon.access.CurrentCaller;
import io.carillon.access.Needs;
import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.problem.MayAnswer;
import io.carillon.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code POST /endpoints/{id}/filter-checks}: what a filter says, before or after an endpoint has it. It changes nothing. */
@Tag(name = "Endpoints")
@Path("endpoints/{id}/filter-checks")
@ApplicationScoped
@OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION})
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class FilterChecksResource {

    @Inject
    private FilterChecks checks;
    @Inject
    private ReadPlaces places;
    @Inject
    private CurrentCaller caller;

    /**
     * Tries a filter, that in the body or else that of the endpoint, on a change, or on the newest messages that the endpoint got
     * from organizations that enable its application. A message is judged by the data that it has; a coalesced one may pass
     * although one of its changes did not, or the other way round.
     */
    @Operation(operationId = "checkFilter", summary = "Try a filter on a change or on past messages")
    @MayAnswer(ProblemType.TOO_MANY_REQUESTS)
    @POST
    @Needs(Capability.VIEW)
    public FilterCheckDocument check(@PathParam("id") String id, @Valid @NotNull FilterCheckRequest request) {
        return places.ask(caller.get(), () -> checks.check(id, request));
    }
}
