package io.carillon.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
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

/** {@code /event-types}: what endpoints can subscribe to. */
@Path("event-types")
@RequestScoped
@OpenTo(Role.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
public class EventTypesResource {

    @Inject
    private Database database;

    /** Every event type, by name. */
    @GET
    @Transactional
    public Page<View> list(@BeanParam Paging paging) {
        var rows = database.entities()
                .createQuery("SELECT t FROM EventType t WHERE t.name > :after ORDER BY t.name", EventType.class)
                .setParameter("after", paging.after())
                .setMaxResults(paging.limit() + 1)
                .getResultList();
        return Page.of(rows, paging.limit(), View::of, EventType::name);
    }

    /** An event type as clients see it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record View(String name, String description, String resourceType, String resourceOperation,
            @JsonRawValue String example) implements JsonDocument {

        static View of(EventType type) {
            return new View(type.name(), type.description(), type.resourceType(), type.operation().word(), type.example());
        }
    }
}
