package io.carillon.catalog;

import io.carillon.access.AuditLog;
import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.database.Database;
import io.carillon.database.JpqlFilter;
import io.carillon.http.Edits;
import io.carillon.http.ObjectBody;
import io.carillon.http.Page;
import io.carillon.http.Paging;
import io.carillon.http.Preconditions;
import io.carillon.json.Flaw;
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
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /event-types}: what endpoints can subscribe to. */
@Tag(name = "Event types")
@Path("event-types")
@ApplicationScoped
@OpenTo(Role.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
public class EventTypesResource {

    static final EntryKind<EventType> KIND = new EntryKind<>("event-type", EventType.class, EventTypeDocument::of,
            type -> new Object[] {"resource-type", type.resourceType(), "operation", type.operation().word()});

    @Inject
    private Database database;
    @Inject
    private AuditLog audit;
    @Inject
    private Edits edits;
    @Inject
    private Preconditions preconditions;
    @Inject
    private VisibleEventTypes visible;
    @Inject
    private EventTypeWrites writes;
    @Inject
    private Clock clock;

    /** Every event type that the caller may see, by name: tenants do not see those whose flags they lack. */
    @Operation(operationId = "listEventTypes", summary = "List event types")
    @GET
    @OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION})
    @Transactional
    public Page<EventTypeDocument> list(@BeanParam Paging paging) {
        JpqlFilter filter = new JpqlFilter().and("t.deletedAt IS NULL").and("t.name > ?", paging.after());
        Set<String> hidden = visible.hidden();
        var query = filter.and("t.name NOT IN ?", hidden.isEmpty() ? null : hidden)
                .query(database.entities(), EventType.class, "SELECT t FROM EventType t", "ORDER BY t.name");
        return paging.pageOf(query, EventTypeDocument::of, EventType::name);
    }

    /** One event type; tenants do not see one whose flags they lack. */
    @Operation(operationId = "getEventType", summary = "Get an event type")
    @GET
    @OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION})
    @Path("{name}")
    public EventTypeDocument get(@PathParam("name") String name) {
        return EventTypeDocument.of(visible.get(name));
    }

    /**
     * Creates an event type, or replaces its description, example, schema, validation and flags; every node follows within a
     * second. A schema describes the {@code data} of changes. Another one than before gets the next version. The resource type
     * and operation cannot change, not even after the event type was deleted, because past changes were announced with that
     * meaning.
     */
    @Operation(operationId = "replaceEventType", summary = "Create or replace an event type")
    @PUT
    @Path("{name}")
    @Transactional
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(responseCode = "200", description = "Replaced", content = @Content(mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = EventTypeDocument.class)))
    @APIResponse(responseCode = "201", description = "Created", content = @Content(mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = EventTypeDocument.class)))
    @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = EventTypeRequest.class)))
    public Response replace(@PathParam("name") String name, @NotNull ObjectBody body) {
        return write(name, KIND.findForUpdate(database, name)
                .map(existing -> edits.replace(body, EventTypeDocument.of(existing), EventTypeRequest.class, EntryKind.FIXED))
                .orElseGet(() -> edits.create(body, EventTypeRequest.class)));
    }

    /** Changes the members that the body has (RFC 7396); null removes one. */
    @Operation(operationId = "changeEventType", summary = "Change an event type")
    @PATCH
    @Path("{name}")
    @Transactional
    @Consumes({ObjectBody.MERGE_PATCH, MediaType.APPLICATION_JSON})
    @RequestBody(content = @Content(mediaType = ObjectBody.MERGE_PATCH,
            schema = @Schema(implementation = EventTypeRequest.class)))
    @APIResponse(responseCode = "200", description = "Changed", content = @Content(mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = EventTypeDocument.class)))
    public Response change(@PathParam("name") String name, @NotNull ObjectBody body) {
        EventType existing = KIND.getForUpdate(database, name);
        return write(name, edits.patch(body, EventTypeDocument.of(existing), EventTypeRequest.of(existing), EntryKind.FIXED));
    }

    /** Creates or replaces an entry that was not deleted, in the caller's transaction. */
    Response write(String name, EventTypeRequest request) {
        return KIND.put(database, audit, name, request.name(), existing -> {
            List<Flaw> flaws = writes.flawsOf(name, request, existing);
            if (!flaws.isEmpty()) {
                throw ProblemException.invalid(flaws);
            }
            return writes.write(name, request, existing);
        });
    }

    /**
     * Deletes an event type: changes that name it are rejected from the next second on, and subscriptions to it match nothing.
     * What was accepted before is still sent. PUT brings it back. 409 for those that Carillon itself reports.
     */
    @Operation(operationId = "deleteEventType", summary = "Delete an event type")
    @DELETE
    @Path("{name}")
    @Transactional
    public void delete(@PathParam("name") String name) {
        EventType type = KIND.getForUpdate(database, name);
        preconditions.check(EventTypeDocument.of(type));
        if (OperationalEvents.isReserved(type.resourceType())) {
            throw new ProblemException(ProblemType.CONFLICT, "Carillon itself reports " + name + "; it cannot be deleted.");
        }
        KIND.delete(audit, type, name, clock.instant());
    }
}
