package io.carillon.catalog;

import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.http.Page;
import io.carillon.http.Paging;
import io.carillon.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /event-types/{name}/schemas}: every schema that an event type has had. */
@Tag(name = "Event types")
@Path("event-types/{name}/schemas")
@ApplicationScoped
@Transactional
@OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION})
@Produces(MediaType.APPLICATION_JSON)
public class EventTypeSchemasResource {

    @Inject
    private VisibleEventTypes visible;
    @Inject
    private EventTypeSchemas schemas;

    /** The versions of an event type's schema, newest first. A version never changes. */
    @Operation(operationId = "listEventTypeSchemas", summary = "List the schemas of an event type")
    @GET
    public Page<EventTypeSchemaDocument> list(@PathParam("name") String name, @BeanParam Paging paging) {
        EventType type = visible.get(name);
        long before = paging.afterNumber() == Long.MIN_VALUE ? Integer.MAX_VALUE : paging.afterNumber();
        return paging.pageOf(most -> schemas.list(type, (int) Math.min(before, Integer.MAX_VALUE), most), Function.identity(),
                version -> String.valueOf(version.version()));
    }

    /** One version of an event type's schema. */
    @Operation(operationId = "getEventTypeSchema", summary = "Get a schema of an event type")
    @GET
    @Path("{version}")
    public EventTypeSchemaDocument get(@PathParam("name") String name, @PathParam("version") String version) {
        EventType type = visible.get(name);
        return Optional.of(version).filter(number -> number.matches("[1-9][0-9]{0,8}")).map(Integer::valueOf)
                .flatMap(number -> schemas.find(type, number))
                .orElseThrow(() -> ProblemException.notFound("version " + version + " of the schema of " + name));
    }
}
