package io.carillon.asyncapi;

import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.catalog.Catalog;
import io.carillon.catalog.CatalogSnapshot;
import io.carillon.catalog.EventTypeDocument;
import io.carillon.database.Database;
import io.carillon.endpoint.Endpoint;
import io.carillon.endpoint.EndpointStatus;
import io.carillon.endpoint.EventTypePattern;
import io.carillon.endpoint.Format;
import io.carillon.platform.EnumWords;
import io.carillon.tenant.Application;
import io.carillon.tenant.VisibleTenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /applications/{id}/asyncapi}: what an application may get, for tools that make receivers and documentation. */
@Tag(name = "Applications")
@Path("applications/{id}/asyncapi")
@ApplicationScoped
@Transactional
@OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION})
@Produces(MediaType.APPLICATION_JSON)
public class AsyncApiResource {

    private static final String EVERYTHING = "*";

    @Inject
    private Database database;
    @Inject
    private Catalog catalog;
    @Inject
    private VisibleTenants tenants;

    /**
     * Describes the webhooks that an application may get as AsyncAPI 3.0: each event type that is announced to it, in the
     * formats of the application's endpoints, or in {@code full} without any, with its schema and example. Archived event types
     * are there if an endpoint selects them, and events of endpoints if one selects them by name.
     */
    @Operation(operationId = "getAsyncApi", summary = "Describe the webhooks of an application")
    @GET
    public AsyncApiDocument get(@PathParam("id") String id) {
        Application application = tenants.application(id);
        List<Endpoint> endpoints = database.entities()
                .createQuery("SELECT e FROM Endpoint e WHERE e.applicationId = :application AND e.status <> :deleted",
                        Endpoint.class)
                .setParameter("application", application.id())
                .setParameter("deleted", EnumWords.of(EndpointStatus.DELETED)).getResultList();
        CatalogSnapshot matrix = catalog.fresh().openTo(application.flags());
        Set<Format> formats = EnumSet.noneOf(Format.class);
        endpoints.forEach(endpoint -> formats.add(endpoint.format()));
        return Contract.of(application.name(), matrix.announced().stream().filter(type -> mayGet(endpoints, type)).toList(),
                formats.isEmpty() ? EnumSet.of(Format.FULL) : formats);
    }

    private static boolean mayGet(List<Endpoint> endpoints, EventTypeDocument type) {
        Stream<String> patterns = endpoints.stream().flatMap(endpoint -> endpoint.eventTypes().stream())
                .filter(pattern -> new EventTypePattern(pattern).matches(type.name()));
        return type.isOperational() ? patterns.anyMatch(pattern -> !pattern.equals(EVERYTHING))
                : type.archived() == null || patterns.findAny().isPresent();
    }
}
