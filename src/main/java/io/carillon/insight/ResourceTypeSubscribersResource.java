package io.carillon.insight;

import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.catalog.CatalogSnapshot;
import io.carillon.catalog.VisibleEventTypes;
import io.carillon.http.Paging;
import io.carillon.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /resource-types/{name}/subscribers}: which endpoints get webhooks when an object of the type changes. */
@Tag(name = "Resource types")
@Path("resource-types/{name}/subscribers")
@ApplicationScoped
@OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION})
@Produces(MediaType.APPLICATION_JSON)
public class ResourceTypeSubscribersResource {

    @Inject
    private VisibleEventTypes catalog;
    @Inject
    private Subscribers subscribers;

    /**
     * For operators, lists the endpoints by id, with the organizations that have enabled their application; a page may have fewer
     * items than its limit although more follow. For tenants, counts their endpoints.
     */
    @Operation(operationId = "listSubscribersOfResourceType", summary = "List the subscribers of a resource type")
    @GET
    public SubscribersDocument list(@PathParam("name") String name, @BeanParam Paging paging) {
        CatalogSnapshot matrix = catalog.current();
        return subscribers.of(matrix.byFlags(matrix.announcedAbout(name)
                .orElseThrow(() -> ProblemException.notFound("resource type " + name))), paging);
    }
}
