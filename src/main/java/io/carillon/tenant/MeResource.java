package io.carillon.tenant;

import io.carillon.access.CurrentCaller;
import io.carillon.access.Needs;
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

/** {@code /me}: what the key or token of the request is. Any valid one may ask. */
@Tag(name = "API keys")
@Path("me")
@ApplicationScoped
@OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION, Role.PRODUCER})
@Needs({})
@Produces(MediaType.APPLICATION_JSON)
public class MeResource {

    @Inject
    private Me me;
    @Inject
    private CurrentCaller current;

    /** The key or token of this request. */
    @Operation(operationId = "getMe", summary = "Get the key or token of the request")
    @GET
    public MeDocument get() {
        return me.of(current.get());
    }
}
