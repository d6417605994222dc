package io.carillon.monitor;

import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /status}: what the service does now, for operators. However many ask, a node looks at most every two seconds. */
@Tag(name = "Service")
@Path("status")
@ApplicationScoped
@OpenTo(Role.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
public class StatusResource {

    @Inject
    private Status status;

    /** The state of queue, ticks, deliveries, endpoints and nodes, each with a sentence if it is not well. */
    @GET
    @Operation(operationId = "getStatus", summary = "Get the state of the service")
    public StatusDocument get() {
        return status.current();
    }
}
