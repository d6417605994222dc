package io.carillon.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.access.AuditLog;
import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.database.Database;
import io.carillon.http.ApiPath;
import io.carillon.http.Page;
import io.carillon.http.Paging;
import io.carillon.json.JsonDocument;
import io.carillon.platform.EnumWords;
import io.carillon.platform.FactLog;
import io.carillon.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
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

/** {@code /resource-types}: the matrix that says which operations of which objects notify whom. */
@Path("resource-types")
@ApplicationScoped
@OpenTo(Role.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
public class ResourceTypesResource {

    private static final FactLog LOG = FactLog.of(ResourceTypesResource.class);
    private static final String NAME = "[A-Za-z][A-Za-z0-9_-]{0,59}";

    @Inject
    private Database database;
    @Inject
    private AuditLog audit;

    /** Every resource type, by name. */
    @GET
    @OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION})
    @Transactional
    public Page<View> list(@BeanParam Paging paging) {
        var query = database.entities()
                .createQuery("SELECT t FROM ResourceType t WHERE t.name > :after ORDER BY t.name", ResourceType.class);
        return paging.page(query, View::of, ResourceType::name);
    }

    /** One resource type. */
    @GET
    @OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION})
    @Path("{name}")
    public View get(@PathParam("name") String name) {
        ResourceType type = database.entities().find(ResourceType.class, name);
        if (type == null) {
            throw ProblemException.notFound("resource type " + name);
        }
        return View.of(type);
    }

    /**
     * Says who is notified of its operations; every node follows within a second. A type that is new is created. Each
     * operation that exists gets the event type {@code <name>.created|updated|deleted} unless it has one.
     */
    @PUT
    @Path("{name}")
    @Transactional
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(responseCode = "200", description = "Replaced", content = @Content(mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = View.class)))
    @APIResponse(responseCode = "201", description = "Created", content = @Content(mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = View.class)))
    public Response replace(@PathParam("name") String name, @Valid @NotNull Write wish) {
        check(name, wish);
        NotificationRule create = audience("/create", wish.create());
        NotificationRule update = audience("/update", wish.update());
        NotificationRule delete = audience("/delete", wish.delete());
        ResourceType type = database.entities().find(ResourceType.class, name);
        boolean isNew = type == null;
        View before = isNew ? null : View.of(type);
        if (isNew) {
            type = new ResourceType(name, wish.partOf(), create, update, delete);
            database.entities().persist(type);
        } else {
            type.describe(wish.partOf(), create, update, delete);
        }
        addDefaultEventTypes(type);
        audit.record(isNew ? "resource-type.created" : "resource-type.replaced", name, before, View.of(type));
        LOG.info(isNew ? "resource-type.created" : "resource-type.changed", "name", name, "part-of", wish.partOf(),
                "create", wish.create(), "update", wish.update(), "delete", wish.delete());
        return isNew ? Response.created(ApiPath.of("resource-types", name)).entity(View.of(type)).build()
                : Response.ok(View.of(type)).build();
    }

    private void check(String name, Write wish) {
        if (!name.matches(NAME)) {
            throw ProblemException.invalid("/name", "must begin with a letter and go on with at most 59 letters, digits, _ or -");
        }
        if (wish.name() != null && !wish.name().equals(name)) {
            throw ProblemException.invalid("/name", "must be the name of the path");
        }
        if (wish.partOf() != null) {
            ResourceType whole = database.entities().find(ResourceType.class, wish.partOf());
            if (whole == null || whole.partOf().isPresent() || whole.name().equals(name)) {
                throw ProblemException.invalid("/partOf", "must be another resource type that is not a part itself");
            }
        }
    }

    private void addDefaultEventTypes(ResourceType type) {
        EntityManager entities = database.entities();
        for (Operation operation : Operation.values()) {
            String done = operation.word() + "d";
            String name = type.name() + "." + done;
            if (type.audience(operation) != NotificationRule.ABSENT && entities.find(EventType.class, name) == null) {
                EventType event = new EventType(name, type.name(), operation, !hasDefault(type.name(), operation));
                event.describe("A " + type.name() + " was " + done, null);
                entities.persist(event);
            }
        }
    }

    private boolean hasDefault(String resourceType, Operation operation) {
        return database.entities().createQuery("""
                SELECT COUNT(t) FROM EventType t
                WHERE t.resourceType = :type AND t.operation = :operation AND t.isDefault = TRUE""", Long.class)
                .setParameter("type", resourceType).setParameter("operation", operation.word()).getSingleResult() > 0;
    }

    private static NotificationRule audience(String pointer, String word) {
        return EnumWords.find(NotificationRule.class, word).orElseThrow(() -> ProblemException.invalid(pointer,
                "must be notify, notify-parent, silent or absent"));
    }

    /**
     * Who is to be notified of each operation, in the words of {@link View}.
     *
     * @param name   may be left out; otherwise the name of the path
     * @param partOf may be left out
     */
    public record Write(String name, String partOf, @NotNull String create, @NotNull String update, @NotNull String delete)
            implements JsonDocument {
    }

    /** A resource type as clients see it: for each operation {@code notify, notify-parent, silent} or {@code absent}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record View(String name, String partOf, String create, String update, String delete) implements JsonDocument {

        static View of(ResourceType type) {
            return new View(type.name(), type.partOf().orElse(null), type.audience(Operation.CREATE).word(),
                    type.audience(Operation.UPDATE).word(), type.audience(Operation.DELETE).word());
        }
    }
}
