package io.carillon.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.platform.Database;
import io.carillon.platform.JsonDocument;
import io.carillon.platform.Page;
import io.carillon.problem.Paging;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code /resource-types}: the matrix that says which operations of which objects notify whom. */
@Path("resource-types")
@RequestScoped
@OpenTo(Role.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
public class ResourceTypesResource {

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

    /** A resource type as clients see it: for each operation {@code notify, notify-parent, silent} or {@code absent}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record View(String name, String partOf, String create, String update, String delete) implements JsonDocument {

        static View of(ResourceType type) {
            return new View(type.name(), type.partOf().orElse(null), type.audience(Operation.CREATE).word(),
                    type.audience(Operation.UPDATE).word(), type.audience(Operation.DELETE).word());
        }
    }
}
