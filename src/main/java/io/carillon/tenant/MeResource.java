package io.carillon.tenant;

import io.carillon.access.Caller;
import io.carillon.access.CurrentCaller;
import io.carillon.access.Needs;
import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.tenant.MeDocument.NamedApplication;
import io.carillon.tenant.MeDocument.NamedOrganization;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** {@code /me}: what the key or token of the request is. Any valid one may ask. */
@Path("me")
@ApplicationScoped
@Transactional
@OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION, Role.PRODUCER})
@Needs({})
@Produces(MediaType.APPLICATION_JSON)
public class MeResource {

    @Inject
    private VisibleTenants tenants;
    @Inject
    private CurrentCaller current;

    /** The key or token of this request. */
    @GET
    @Operation(summary = "What the key or token of this request is: its scope, its expiry and whose it is")
    public MeDocument get() {
        Caller caller = current.get();
        return new MeDocument(caller.keyId(), caller.name(), caller.scope().toString(), caller.role(),
                caller.capabilities(), caller.expiresAt(),
                current.organization().map(this::organization).orElse(null),
                current.application().map(this::application).orElse(null));
    }

    private NamedOrganization organization(long id) {
        return new NamedOrganization(id, Optional.ofNullable(tenants.existing(id)).map(Organization::name).orElse(null));
    }

    private NamedApplication application(String id) {
        return new NamedApplication(id, Optional.ofNullable(tenants.existing(id)).map(Application::name).orElse(null));
    }
}
