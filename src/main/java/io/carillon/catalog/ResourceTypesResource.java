package io.carillon.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.platform.Database;
import io.carillon.platform.FactLog;
import io.carillon.platform.JsonDocument;
import io.carillon.platform.Page;
import io.carillon.platform.Word;
import io.carillon.problem.Paging;
import io.carillon.problem.ProblemException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code /resource-types}: the matrix that says which operations of which objects notify whom. */
@Path("resource-types")
@RequestScoped
@OpenTo(Role.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
public class ResourceTypesResource {

    private static final FactLog LOG = FactLog.of(ResourceTypesResource.class);

    @Inject
    private Database database;

    /** Every resource type, by name. */
    @GET
    @Transactional
    public Page<View> list(@BeanParam Paging paging) {
        var rows = database.entities()
                .createQuery("SELECT t FROM ResourceType t WHERE t.name > :after ORDER BY t.name", ResourceType.class)
                .setParameter("after", paging.after())
                .setMaxResults(paging.limit() + 1)
                .getResultList();
        return Page.of(rows, paging.limit(), View::of, ResourceType::name);
    }

    /** One resource type. */
    @GET
    @Path("{name}")
    public View get(@PathParam("name") String name) {
        return View.of(find(name));
    }

    /** Replaces who is notified of its operations; every node follows within a second. */
    @PUT
    @Path("{name}")
    @Transactional
    @Consumes(MediaType.APPLICATION_JSON)
    public View replace(@PathParam("name") String name, @NotNull Write wish) {
        ResourceType type = find(name);
        type.announce(audience("/create", wish.create()), audience("/update", wish.update()), audience("/delete", wish.delete()));
        LOG.info("resource-type.changed", "name", name, "create", wish.create(), "update", wish.update(), "delete", wish.delete());
        return View.of(type);
    }

    private ResourceType find(String name) {
        ResourceType type = database.entities().find(ResourceType.class, name);
        if (type == null) {
            throw ProblemException.notFound("resource type " + name);
        }
        return type;
    }

    private static Audience audience(String pointer, String word) {
        return Word.find(Audience.class, word).orElseThrow(() -> ProblemException.invalid(pointer,
                "must be notify, notify-parent, silent or absent"));
    }

    /** Who is to be notified of each operation, in the words of {@link View}. */
    public record Write(String create, String update, String delete) implements JsonDocument {
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
