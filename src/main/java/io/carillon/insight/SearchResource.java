package io.carillon.insight;

import io.carillon.access.CurrentCaller;
import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.http.Page;
import io.carillon.http.SearchText;
import io.carillon.problem.MayAnswer;
import io.carillon.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code GET /search}: finds by an id or its beginning, a name, a URL or an external id what the caller may see. */
@Tag(name = "Service")
@Path("search")
@ApplicationScoped
@Transactional
@OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION})
@Produces(MediaType.APPLICATION_JSON)
public class SearchResource {

    private static final int MOST = 20;
    /** So that one kind leaves room for the others. */
    private static final int MOST_OF_A_KIND = 5;

    @Inject
    private IdSearch ids;
    @Inject
    private TextSearch texts;
    @Inject
    private ReadPlaces places;
    @Inject
    private CurrentCaller caller;

    /**
     * Finds what has an id of Carillon's that begins with {@code q}, or else organizations, applications, endpoints and objects.
     * One page, of at most 20 hits.
     */
    @Operation(operationId = "search", summary = "Search by id, name or URL")
    @MayAnswer(ProblemType.TOO_MANY_REQUESTS)
    @GET
    public Page<SearchHitDocument> search(@Parameter(required = true,
            description = "An id or its beginning, such as `wh_0193`; text in a name or URL; the id of an organization or object;"
                    + " an `externalId`")
            @QueryParam("q") String q) {
        String text = SearchText.required(q);
        Viewer viewer = Viewer.of(caller, true);
        return places.ask(caller.get(), () -> {
            List<SearchHitDocument> found = ids.find(text, viewer, MOST);
            return new Page<>(found.isEmpty() ? texts.find(text, viewer, MOST_OF_A_KIND) : found, null);
        });
    }
}
