package io.carillon.tracking;

import static io.carillon.settings.Setting.DISABLE_AFTER;
import static io.carillon.settings.Setting.DISABLE_MODE;

import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.database.Database;
import io.carillon.endpoint.Endpoint;
import io.carillon.endpoint.Paces;
import io.carillon.endpoint.VisibleEndpoints;
import io.carillon.platform.EnumWords;
import io.carillon.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /endpoints/{id}/health}: whether an endpoint succeeds, what waits for it, and what will happen if it keeps failing. */
@Tag(name = "Endpoints")
@Path("endpoints/{id}/health")
@ApplicationScoped
@Transactional
@OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION})
@Produces(MediaType.APPLICATION_JSON)
public class EndpointHealthResource {

    @Inject
    private VisibleEndpoints endpoints;
    @Inject
    private EndpointFigures figures;
    @Inject
    private Paces paces;
    @Inject
    private Database database;
    @Inject
    private Settings settings;

    /** Returns the health by the database's clock. The failure policy acts only if the endpoint failed in the last 24 hours. */
    @Operation(operationId = "getEndpointHealth", summary = "Get the health of an endpoint")
    @GET
    public EndpointHealthDocument get(@PathParam("id") String id) {
        Endpoint endpoint = endpoints.endpoint(id);
        FailurePolicy policy = new FailurePolicy(settings.duration(DISABLE_AFTER),
                EnumWords.read(DisableMode.class, settings.word(DISABLE_MODE)));
        Instant now = database.now();
        return EndpointHealthDocument.of(endpoint, policy, figures.pending(endpoint.id(), now),
                figures.states(endpoint.id(), now), paces.of(endpoint.id()));
    }
}
