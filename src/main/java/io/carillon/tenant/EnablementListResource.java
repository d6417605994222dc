package io.carillon.tenant;

import io.carillon.access.CurrentCaller;
import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.database.Database;
import io.carillon.database.JpqlFilter;
import io.carillon.http.Export;
import io.carillon.http.IdParameter;
import io.carillon.http.Page;
import io.carillon.http.Paging;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * {@code /enablements}: which organization enables which application. An organization sees what it enables, an application who
 * enables it.
 */
@Tag(name = "Enablements")
@Path("enablements")
@ApplicationScoped
@Transactional
@OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION})
@Produces(MediaType.APPLICATION_JSON)
public class EnablementListResource {

    @Inject
    private Export export;
    @Inject
    private Database database;
    @Inject
    private CurrentCaller caller;

    /** Lists the enablements by organization and application. */
    @Operation(operationId = "listEnablements", summary = "List enablements")
    @GET
    @Produces({MediaType.APPLICATION_JSON, Export.CSV, Export.NDJSON})
    public Page<EnablementDocument> list(@QueryParam("organization") String organization,
            @QueryParam("application") String application, @BeanParam Paging paging) {
        return export.of(paging, () -> page(organization, application, paging));
    }

    private Page<EnablementDocument> page(String organization, String application, Paging paging) {
        JpqlFilter filter = new JpqlFilter()
                .and("n.organizationId = ?", caller.organization().orElse(null))
                .and("n.applicationId = ?", caller.application().orElse(null))
                .and("n.organizationId = ?", IdParameter.read("organization", organization))
                .and("n.applicationId = ?", application);
        if (!paging.after().isEmpty()) {
            startAfter(paging.after(), filter);
        }
        return paging.pageOf(filter.query(database.entities(), Enablement.class, "SELECT n FROM Enablement n",
                "ORDER BY n.organizationId, n.applicationId"), EnablementDocument::of, EnablementListResource::key);
    }

    private static String key(Enablement enablement) {
        return enablement.organizationId() + "/" + enablement.applicationId();
    }

    /** The first condition follows from the second, but only it is a range of the primary key. */
    private static void startAfter(String key, JpqlFilter filter) {
        String[] parts = key.split("/", 2);
        if (parts.length < 2 || !parts[0].matches("[0-9]{1,18}")) {
            throw new ProblemException(ProblemType.INVALID_PARAMETER,
                    "cursor must be the nextCursor of an earlier page of this list.");
        }
        String after = filter.parameter(Long.valueOf(parts[0]));
        filter.and("n.organizationId >= " + after);
        filter.and("(n.organizationId > " + after + " OR n.applicationId > " + filter.parameter(parts[1]) + ")");
    }
}
