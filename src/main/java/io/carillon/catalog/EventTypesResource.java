package io.carillon.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.access.AuditLog;
import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.database.Database;
import io.carillon.http.ApiPath;
import io.carillon.http.Page;
import io.carillon.http.Paging;
import io.carillon.json.CanonicalJson;
import io.carillon.json.UnrepresentableJson;
import io.carillon.platform.FactLog;
import io.carillon.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** {@code /event-types}: what endpoints can subscribe to. */
@Path("event-types")
@ApplicationScoped
@OpenTo(Role.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
public class EventTypesResource {

    private static final FactLog LOG = FactLog.of(EventTypesResource.class);
    private static final String NAME = "[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)+";
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_EXAMPLE = 10_000;

    @Inject
    private Database database;
    @Inject
    private AuditLog audit;

    /** Every event type, by name. */
    @GET
    @OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION})
    @Transactional
    public Page<EventTypeDocument> list(@BeanParam Paging paging) {
        var query = database.entities()
                .createQuery("SELECT t FROM EventType t WHERE t.name > :after ORDER BY t.name", EventType.class);
        return paging.page(query, EventTypeDocument::of, EventType::name);
    }

    /** One event type. */
    @GET
    @OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION})
    @Path("{name}")
    public EventTypeDocument get(@PathParam("name") String name) {
        EventType type = database.entities().find(EventType.class, name);
        if (type == null) {
            throw ProblemException.notFound("event type " + name);
        }
        return EventTypeDocument.of(type);
    }

    /**
     * Describes an event type and gives it an example, or creates it. What it stands for stays as it was created: changes
     * of the past were announced under that meaning.
     */
    @PUT
    @Path("{name}")
    @Transactional
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(responseCode = "200", description = "Replaced", content = @Content(mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = EventTypeDocument.class)))
    @APIResponse(responseCode = "201", description = "Created", content = @Content(mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = EventTypeDocument.class)))
    public Response replace(@PathParam("name") String name, @Valid @NotNull EventTypeRequest request) {
        if (request.name() != null && !request.name().equals(name)) {
            throw ProblemException.invalid("/name", "must be the name of the path");
        }
        EventType type = database.entities().find(EventType.class, name);
        boolean isNew = type == null;
        EventTypeDocument before = isNew ? null : EventTypeDocument.of(type);
        if (isNew) {
            type = create(name, request);
        } else if (!request.resourceType().equals(type.resourceType()) || !request.resourceOperation().equals(type.operation().word())) {
            throw ProblemException.invalid("/resourceType", "and operation cannot be changed; they are "
                    + type.resourceType() + " and " + type.operation().word());
        }
        type.describe(request.description(), example(request.example()));
        audit.record(isNew ? "event-type.created" : "event-type.replaced", name, before, EventTypeDocument.of(type));
        LOG.info(isNew ? "event-type.created" : "event-type.changed", "name", name, "resource-type", type.resourceType(),
                "operation", type.operation().word());
        return isNew ? Response.created(ApiPath.of("event-types", name)).entity(EventTypeDocument.of(type)).build()
                : Response.ok(EventTypeDocument.of(type)).build();
    }

    private EventType create(String name, EventTypeRequest request) {
        if (!name.matches(NAME) || name.length() > LONGEST_NAME) {
            throw ProblemException.invalid("/name", "must be words of letters, digits, _ or - with dots between, at most "
                    + LONGEST_NAME + " characters");
        }
        ResourceType resourceType = database.entities().find(ResourceType.class, request.resourceType());
        if (resourceType == null) {
            throw ProblemException.invalid("/resourceType", "is not a resource type of the catalog: " + request.resourceType());
        }
        Operation operation = Operation.ofWord(request.resourceOperation()).orElseThrow(() ->
                ProblemException.invalid("/resourceOperation", "must be create, update or delete"));
        if (resourceType.audience(operation) == NotificationRule.ABSENT) {
            throw ProblemException.invalid("/resourceOperation", "does not exist: a " + request.resourceType() + " has no "
                    + request.resourceOperation());
        }
        EventType type = new EventType(name, request.resourceType(), operation, false);
        database.entities().persist(type);
        return type;
    }

    private static String example(JsonNode example) {
        if (example == null || example.isNull()) {
            return null;
        }
        if (!example.isObject()) {
            throw ProblemException.invalid("/example", "must be an object");
        }
        try {
            String text = CanonicalJson.write(example);
            if (text.length() > LONGEST_EXAMPLE) {
                throw ProblemException.invalid("/example", "must have at most " + LONGEST_EXAMPLE + " characters");
            }
            return text;
        } catch (UnrepresentableJson e) {
            throw ProblemException.invalid("/example" + e.pointer(), e.getMessage());
        }
    }
}
