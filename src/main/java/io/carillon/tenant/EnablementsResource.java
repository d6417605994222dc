package io.carillon.tenant;

import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.database.Database;
import io.carillon.http.Export;
import io.carillon.http.Page;
import io.carillon.http.Paging;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * {@code /organizations/{id}/applications}: an organization enables or disables webhooks to an application. What it enables,
 * coalesced endpoints get from the next tick on, also from open buckets, and instant endpoints from the next change on. What it
 * disables ends at once: nothing of the organization is sent to the application any more, except by attempts under way.
 */
@Tag(name = "Enablements")
@Path("organizations/{organizationId}/applications")
@ApplicationScoped
@Transactional
@OpenTo({Role.OPERATOR, Role.ORGANIZATION})
@Produces(MediaType.APPLICATION_JSON)
public class EnablementsResource {

    @Inject
    private Export export;
    @Inject
    private Database database;
    @Inject
    private VisibleTenants tenants;
    @Inject
    private Consents consents;
    @Inject
    private Event<ConsentWithdrawn> withdrawn;

    /** Lists the applications that the organization has enabled. */
    @Operation(operationId = "listEnabledApplications", summary = "List the applications that an organization has enabled")
    @GET
    @Produces({MediaType.APPLICATION_JSON, Export.CSV, Export.NDJSON})
    public Page<EnablementDocument> list(@PathParam("organizationId") long organizationId, @BeanParam Paging paging) {
        tenants.organization(organizationId);
        return export.of(paging, () -> paging.page(database.entities().createQuery("""
                SELECT n FROM Enablement n WHERE n.organizationId = :organization AND n.applicationId > :after
                ORDER BY n.applicationId""", Enablement.class)
                .setParameter("organization", organizationId), EnablementDocument::of, Enablement::applicationId));
    }

    /** Enables any existing application; enabling it again is no error and changes nothing. */
    @Operation(operationId = "enableApplication", summary = "Enable an application for an organization")
    @PUT
    @Path("{applicationId}")
    public EnablementDocument enable(@PathParam("organizationId") long organizationId,
            @PathParam("applicationId") String applicationId) {
        return consents.give(organizationId, applicationId);
    }

    /**
     * Disables an application: pending deliveries are cancelled with the reason {@code not-enabled}, and none can be redelivered
     * until the application is enabled again. Disabling it again is no error.
     */
    @Operation(operationId = "disableApplication", summary = "Disable an application for an organization")
    @DELETE
    @Path("{applicationId}")
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public void disable(@PathParam("organizationId") long organizationId,
            @PathParam("applicationId") String applicationId) {
        consents.withdraw(organizationId, applicationId);
        withdrawn.fire(new ConsentWithdrawn(organizationId, applicationId));
    }
}
