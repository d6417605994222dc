package io.carillon.tenant;

import io.carillon.access.AuditLog;
import io.carillon.access.AuditedObject;
import io.carillon.access.CurrentCaller;
import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.database.Database;
import io.carillon.http.ApiPath;
import io.carillon.http.Edits;
import io.carillon.http.Export;
import io.carillon.http.ObjectBody;
import io.carillon.http.Page;
import io.carillon.http.Paging;
import io.carillon.problem.MayAnswer;
import io.carillon.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /organizations}: tenants with their parents and the contact to ask when nothing arrives. */
@Tag(name = "Organizations")
@Path("organizations")
@ApplicationScoped
@Transactional
@OpenTo(Role.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class OrganizationsResource {

    private static final Map<String, String> FIXED = Map.of("id", "must be the id in the path");

    @Inject
    private Export export;
    @Inject
    private Database database;
    @Inject
    private Edits edits;
    @Inject
    private VisibleTenants tenants;
    @Inject
    private CurrentCaller caller;
    @Inject
    private AuditLog audit;
    @Inject
    private TenantDeletion deletion;
    @Inject
    private Event<ConsentWithdrawn> withdrawn;
    @Inject
    private OrganizationWrites writes;

    /**
     * Lists by id all organizations, or only the calling organization. An application gets the contacts of all, or, where
     * {@code CARILLON_DIRECTORY} is {@code enabled}, of those that have enabled it. A page may have fewer items than its limit
     * although more follow.
     */
    @Operation(operationId = "listOrganizations", summary = "List organizations")
    @MayAnswer(ProblemType.NOT_FOUND)
    @GET
    @OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION})
    @Produces({MediaType.APPLICATION_JSON, Export.CSV, Export.NDJSON})
    public Page<OrganizationDocument> list(@BeanParam OrganizationFilter filter, @BeanParam Paging paging) {
        return export.of(paging, () -> {
            var query = filter.query(database.entities(), paging.afterNumber(), caller, tenants.enabledOnly());
            return paging.pageOf(query.rows(), query.last(), this::shown, organization -> String.valueOf(organization.id()));
        });
    }

    private OrganizationDocument shown(Organization organization) {
        OrganizationDocument document = OrganizationDocument.of(organization);
        return caller.application().isPresent() ? document.forApplications() : document;
    }

    /**
     * Creates an organization with the id that producers use; 409 when it exists. One that was deleted can be created again;
     * its applications, enablements and keys do not come back.
     */
    @Operation(operationId = "createOrganization", summary = "Create an organization")
    @POST
    @APIResponse(responseCode = "201", description = "The organization", content = @Content(
            mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = OrganizationDocument.class)))
    public Response create(@Valid @NotNull OrganizationDocument document) {
        OrganizationDocument created = writes.create(document);
        return Response.created(ApiPath.of("organizations", created.id())).entity(created).build();
    }

    /** Returns one organization; an application gets its name and contact. */
    @Operation(operationId = "getOrganization", summary = "Get an organization")
    @GET
    @Path("{id}")
    @OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION})
    public OrganizationDocument get(@PathParam("id") long id) {
        return shown(tenants.organization(id));
    }

    /** Replaces name, parent, contact and limit; the body must have what the organization has. */
    @Operation(operationId = "replaceOrganization", summary = "Replace an organization")
    @PUT
    @Path("{id}")
    @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = OrganizationDocument.class)))
    public OrganizationDocument replace(@PathParam("id") long id, @NotNull ObjectBody body) {
        Organization organization = tenants.organizationForUpdate(id);
        OrganizationDocument before = OrganizationDocument.of(organization);
        return describe(organization, before, "organization.replaced",
                edits.replace(body, before, OrganizationDocument.class, FIXED));
    }

    /** Changes the members that the body has (RFC 7396); null removes one. */
    @Operation(operationId = "changeOrganization", summary = "Change an organization")
    @PATCH
    @Path("{id}")
    @Consumes({ObjectBody.MERGE_PATCH, MediaType.APPLICATION_JSON})
    @RequestBody(content = @Content(mediaType = ObjectBody.MERGE_PATCH,
            schema = @Schema(implementation = OrganizationDocument.class)))
    public OrganizationDocument change(@PathParam("id") long id, @NotNull ObjectBody body) {
        Organization organization = tenants.organizationForUpdate(id);
        OrganizationDocument before = OrganizationDocument.of(organization);
        return describe(organization, before, "organization.changed", edits.patch(body, before, before, FIXED));
    }

    private OrganizationDocument describe(Organization organization, OrganizationDocument before, String action,
            OrganizationDocument document) {
        writes.describe(organization, document);
        OrganizationDocument after = OrganizationDocument.of(organization);
        audit.record(action, AuditedObject.ofOrganization(before.id()), before, after);
        return after;
    }

    /**
     * Deletes the organization with the applications that it owns. Its contact is erased; nothing of it is sent any more, what is
     * pending is cancelled, its keys end, and its changes are rejected. Its deliveries can still be read. 409 while it is the
     * parent of another organization.
     */
    @Operation(operationId = "deleteOrganization", summary = "Delete an organization")
    @DELETE
    @Path("{id}")
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public void delete(@PathParam("id") long id) {
        deletion.organization(id).forEach(withdrawn::fire);
    }
}
