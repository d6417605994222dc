package io.carillon.poll;

import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.endpoint.Endpoint;
import io.carillon.endpoint.Transport;
import io.carillon.endpoint.VisibleEndpoints;
import io.carillon.problem.MayAnswer;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /endpoints/{id}/messages}: the messages of an endpoint whose receiver polls. */
@Tag(name = "Endpoints")
@Path("endpoints/{id}/messages")
@ApplicationScoped
@Transactional
@OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION})
@Produces(MediaType.APPLICATION_JSON)
public class EndpointMessagesResource {

    @Inject
    private VisibleEndpoints endpoints;
    @Inject
    private MessagePoll poll;

    /**
     * Returns the messages after {@code after}, or from the oldest one that is kept, in the order in which they were written. A
     * poll with {@code after} confirms what came before it: those deliveries have succeeded. They can be polled again as long as
     * they are kept. Each receiver keeps its own {@code next}, so several can poll the same endpoint. 409 if the endpoint is
     * switched off, or gets webhooks.
     */
    @Operation(operationId = "pollMessages", summary = "Poll the messages of an endpoint")
    @MayAnswer(ProblemType.CONFLICT)
    @GET
    public PollDocument poll(@PathParam("id") String id, @BeanParam PollPosition position) {
        Endpoint endpoint = endpoints.endpoint(id);
        if (endpoint.transport() != Transport.POLL) {
            throw new ProblemException(ProblemType.CONFLICT,
                    "The endpoint " + endpoint.id() + " gets webhooks; only one with the transport poll can be polled.");
        }
        if (!endpoint.isActive()) {
            throw new ProblemException(ProblemType.CONFLICT,
                    "The endpoint " + endpoint.id() + " is switched off; enable it first.");
        }
        return poll.of(endpoint, position);
    }
}
