package io.carillon.catalog;

import io.carillon.access.AuditLog;
import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.database.Database;
import io.carillon.http.Edits;
import io.carillon.http.ObjectBody;
import io.carillon.http.Page;
import io.carillon.http.Paging;
import io.carillon.http.Preconditions;
import io.carillon.platform.EnumWords;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /resource-types}: the matrix of who is notified of which operation on which type of object. */
@Tag(name = "Resource types")
@Path("resource-types")
@ApplicationScoped
@OpenTo(Role.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
public class ResourceTypesResource {

    static final EntryKind<ResourceType> KIND = new EntryKind<>(
            "resource-type", ResourceType.class, ResourceTypeDocument::of,
            ResourceType::facts);
    private static final String NAME = "[A-Za-z][A-Za-z0-9_-]{0,59}";

    @Inject
    private Database database;
    @Inject
    private AuditLog audit;
    @Inject
    private Edits edits;
    @Inject
    private Preconditions preconditions;
    @Inject
    private Clock clock;

    /** Every resource type, by name. */
    @Operation(operationId = "listResourceTypes", summary = "List resource types")
    @GET
    @OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION})
    @Transactional
    public Page<ResourceTypeDocument> list(@BeanParam Paging paging) {
        var query = database.entities()
                .createQuery("SELECT t FROM ResourceType t WHERE t.deletedAt IS NULL AND t.name > :after ORDER BY t.name",
                        ResourceType.class);
        return paging.page(query, ResourceTypeDocument::of, ResourceType::name);
    }

    /** One resource type. */
    @Operation(operationId = "getResourceType", summary = "Get a resource type")
    @GET
    @OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION})
    @Path("{name}")
    public ResourceTypeDocument get(@PathParam("name") String name) {
        return ResourceTypeDocument.of(KIND.get(database, name));
    }

    /**
     * Creates a resource type, or replaces who is notified of its operations; every node follows within a second. Each
     * operation that the type has gets an event type {@code <name>.created|updated|deleted}, unless that already exists. A type
     * that was deleted comes back with these event types.
     */
    @Operation(operationId = "replaceResourceType", summary = "Create or replace a resource type")
    @PUT
    @Path("{name}")
    @Transactional
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(responseCode = "200", description = "Replaced", content = @Content(mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = ResourceTypeDocument.class)))
    @APIResponse(responseCode = "201", description = "Created", content = @Content(mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = ResourceTypeDocument.class)))
    @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = ResourceTypeRequest.class)))
    public Response replace(@PathParam("name") String name, @NotNull ObjectBody body) {
        return write(name, KIND.findForUpdate(database, name)
                .map(existing -> edits.replace(body, ResourceTypeDocument.of(existing), ResourceTypeRequest.class,
                        EntryKind.FIXED))
                .orElseGet(() -> edits.create(body, ResourceTypeRequest.class)));
    }

    /** Changes the members that the body has (RFC 7396); null removes one. */
    @Operation(operationId = "changeResourceType", summary = "Change a resource type")
    @PATCH
    @Path("{name}")
    @Transactional
    @Consumes({ObjectBody.MERGE_PATCH, MediaType.APPLICATION_JSON})
    @RequestBody(content = @Content(mediaType = ObjectBody.MERGE_PATCH,
            schema = @Schema(implementation = ResourceTypeRequest.class)))
    @APIResponse(responseCode = "200", description = "Changed", content = @Content(mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = ResourceTypeDocument.class)))
    public Response change(@PathParam("name") String name, @NotNull ObjectBody body) {
        ResourceTypeDocument existing = ResourceTypeDocument.of(KIND.getForUpdate(database, name));
        return write(name, edits.patch(body, existing, ResourceTypeRequest.of(existing), EntryKind.FIXED));
    }

    /** Creates or replaces an entry that was not deleted, in the caller's transaction. */
    Response write(String name, ResourceTypeRequest request) {
        check(name, request);
        NotificationRule create = audience("/create", request.create());
        NotificationRule update = audience("/update", request.update());
        NotificationRule delete = audience("/delete", request.delete());
        return KIND.put(database, audit, name, request.name(), existing -> {
            ResourceType type = existing == null ? new ResourceType(name, null, create, update, delete) : existing;
            type.describe(request.partOf(), create, update, delete);
            database.entities().persist(type);
            DefaultEventTypes.add(database.entities(), type);
            return type;
        });
    }

    /**
     * Deletes a resource type with its event types: changes of it are rejected from the next second on. What was accepted before
     * is still sent. PUT brings it back. 409 while another type is part of it, and for the type of operational events.
     */
    @Operation(operationId = "deleteResourceType", summary = "Delete a resource type")
    @DELETE
    @Path("{name}")
    @Transactional
    public void delete(@PathParam("name") String name) {
        ResourceType type = KIND.getForUpdate(database, name);
        preconditions.check(ResourceTypeDocument.of(type));
        if (OperationalEvents.isReserved(name)) {
            throw new ProblemException(ProblemType.CONFLICT, "Carillon itself reports changes of " + name
                    + "; it cannot be deleted.");
        }
        List<String> parts = database.entities()
                .createQuery("SELECT t.name FROM ResourceType t WHERE t.partOf = :whole AND t.deletedAt IS NULL", String.class)
                .setParameter("whole", name).setMaxResults(1).getResultList();
        if (!parts.isEmpty()) {
            throw new ProblemException(ProblemType.CONFLICT,
                    parts.get(0) + " is part of " + name + "; delete or change it first.");
        }
        Instant now = clock.instant();
        database.entities().createQuery("SELECT t FROM EventType t WHERE t.resourceType = :type AND t.deletedAt IS NULL",
                EventType.class).setParameter("type", name).getResultList()
                .forEach(event -> EventTypesResource.KIND.delete(audit, event, event.name(), now));
        KIND.delete(audit, type, name, now);
    }

    private void check(String name, ResourceTypeRequest request) {
        if (!name.matches(NAME)) {
            throw ProblemException.invalid("/name", "must begin with a letter, followed by at most 59 letters, digits, _ or -");
        }
        if (request.partOf() != null) {
            ResourceType whole = database.entities().find(ResourceType.class, request.partOf());
            if (whole == null || whole.isDeleted() || whole.partOf().isPresent() || whole.name().equals(name)) {
                throw ProblemException.invalid("/partOf", "must be another resource type that has no partOf itself");
            }
        }
    }

    private static NotificationRule audience(String pointer, String word) {
        return EnumWords.find(NotificationRule.class, word).orElseThrow(() -> ProblemException.invalid(pointer,
                "must be notify, notify-parent, silent or absent"));
    }
}
