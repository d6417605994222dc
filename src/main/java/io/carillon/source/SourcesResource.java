package io.carillon.source;

import static io.carillon.settings.Setting.MAX_SOURCES;

import io.carillon.access.CurrentCaller;
import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.database.Database;
import io.carillon.http.ApiPath;
import io.carillon.http.Edits;
import io.carillon.http.IdParameter;
import io.carillon.http.ObjectBody;
import io.carillon.http.Page;
import io.carillon.http.Paging;
import io.carillon.http.Preconditions;
import io.carillon.platform.Ids;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import io.carillon.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /sources}: services that report changes by webhooks of their own, how these are verified and what they mean. */
@Tag(name = "Sources")
@Path("sources")
@ApplicationScoped
@Transactional
@OpenTo({Role.OPERATOR, Role.ORGANIZATION})
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SourcesResource {

    static final Map<String, String> FIXED = Map.of("organizationId", "cannot be changed");

    @Inject
    private Database database;
    @Inject
    private VisibleSources visible;
    @Inject
    private SourceWrites writes;
    @Inject
    private Edits edits;
    @Inject
    private Preconditions preconditions;
    @Inject
    private CurrentCaller caller;
    @Inject
    private Settings settings;

    /** The caller's sources, by id, which is the order of their creation. */
    @Operation(operationId = "listSources", summary = "List sources")
    @GET
    public Page<SourceDocument> list(@Parameter(description = "Only those of this organization")
            @QueryParam("organization") String organization, @BeanParam Paging paging) {
        return paging.pageOf(visible.query(IdParameter.read("organization", organization), paging.after()), SourceDocument::of,
                Source::id);
    }

    /**
     * Creates a source. Its sender posts to {@code /sources/{id}/webhooks}. An organization owns the sources that it creates; 409
     * if it has as many as it may.
     */
    @Operation(operationId = "createSource", summary = "Create a source")
    @POST
    @APIResponse(responseCode = "201", description = "The source", content = @Content(
            mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = SourceDocument.class)))
    public Response create(@Valid @NotNull SourceRequest request) {
        SourceDocument created = SourceDocument.of(writes.create(Ids.next(Source.PREFIX), owned(request)));
        caller.organization().ifPresent(this::checkRoom);
        return Response.created(ApiPath.of("sources", created.id())).entity(created).build();
    }

    private SourceRequest owned(SourceRequest request) {
        if (caller.organization().filter(own -> request.organizationId() != null && !own.equals(request.organizationId()))
                .isPresent()) {
            throw ProblemException.invalid("/organizationId", "is not an organization: " + request.organizationId());
        }
        return caller.organization().map(own -> new SourceRequest(request.name(), own, request.verification(),
                request.mappings(), request.unmatched())).orElse(request);
    }

    /** The organization is locked, so that concurrent creations wait for each other and each counts the other's source. */
    private void checkRoom(long organization) {
        long existing = database.entities().createQuery("SELECT COUNT(s) FROM Source s WHERE s.organizationId = :id", Long.class)
                .setParameter("id", organization).getSingleResult();
        if (existing > settings.number(MAX_SOURCES)) {
            throw new ProblemException(ProblemType.LIMIT_REACHED, "An organization may have at most "
                    + settings.number(MAX_SOURCES) + " sources; an operator can create more or raise CARILLON_MAX_SOURCES.");
        }
    }

    /** Returns one source. */
    @Operation(operationId = "getSource", summary = "Get a source")
    @GET
    @Path("{id}")
    public SourceDocument get(@PathParam("id") String id) {
        return SourceDocument.of(visible.find(id));
    }

    /**
     * Replaces a source; the body must have what it has. The masked secret keeps the stored one, unless the type of the
     * verification changes.
     */
    @Operation(operationId = "replaceSource", summary = "Replace a source")
    @PUT
    @Path("{id}")
    @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = SourceRequest.class)))
    public SourceDocument replace(@PathParam("id") String id, @NotNull ObjectBody body) {
        Source source = visible.findForUpdate(id);
        writes.describe(source, "source.replaced",
                edits.replace(body, SourceDocument.of(source), SourceRequest.class, FIXED));
        return SourceDocument.of(source);
    }

    /** Changes the members that the body has (RFC 7396), as PUT does. {@code mappings} are replaced as a whole. */
    @Operation(operationId = "changeSource", summary = "Change a source")
    @PATCH
    @Path("{id}")
    @Consumes({ObjectBody.MERGE_PATCH, MediaType.APPLICATION_JSON})
    @RequestBody(content = @Content(mediaType = ObjectBody.MERGE_PATCH,
            schema = @Schema(implementation = SourceRequest.class)))
    public SourceDocument change(@PathParam("id") String id, @NotNull ObjectBody body) {
        Source source = visible.findForUpdate(id);
        writes.describe(source, "source.changed",
                edits.patch(body, SourceDocument.of(source), SourceRequest.of(source), FIXED));
        return SourceDocument.of(source);
    }

    /** Deletes the source, at once on this node and within a second on all others: its sender then gets a 404. */
    @Operation(operationId = "deleteSource", summary = "Delete a source")
    @DELETE
    @Path("{id}")
    public void delete(@PathParam("id") String id) {
        Source source = visible.findForUpdate(id);
        preconditions.check(SourceDocument.of(source));
        writes.delete(source);
    }
}
