package io.carillon.tenant;

import static io.carillon.settings.Setting.MAX_APPLICATIONS;

import io.carillon.access.CurrentCaller;
import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.database.Database;
import io.carillon.http.ApiPath;
import io.carillon.http.Edits;
import io.carillon.http.Export;
import io.carillon.http.ObjectBody;
import io.carillon.http.Page;
import io.carillon.http.Paging;
import io.carillon.platform.Ids;
import io.carillon.problem.MayAnswer;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import io.carillon.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /applications}: the receiving applications, each with the contact that is notified when its endpoints fail. */
@Tag(name = "Applications")
@Path("applications")
@ApplicationScoped
@Transactional
@OpenTo({Role.OPERATOR, Role.ORGANIZATION})
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ApplicationsResource {

    static final Map<String, String> FIXED = Map.of("ownerOrganizationId", "cannot be changed");
    private static final Map<String, String> FIXED_FOR_OWNERS = Map.of("ownerOrganizationId", "cannot be changed",
            "flags", "can only be set by operators");

    @Inject
    private Export export;
    @Inject
    private Database database;
    @Inject
    private Edits edits;
    @Inject
    private VisibleTenants tenants;
    @Inject
    private CurrentCaller caller;
    @Inject
    private ApplicationWrites writes;
    @Inject
    private TenantDeletion deletion;
    @Inject
    private Event<ConsentWithdrawn> withdrawn;
    @Inject
    private Settings settings;
    @Inject
    private Clock clock;

    /**
     * Lists the caller's applications that match the filter, by id, which is the order of their creation. A page may have fewer
     * items than its limit although more follow.
     */
    @Operation(operationId = "listApplications", summary = "List applications")
    @GET
    @OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION})
    @Produces({MediaType.APPLICATION_JSON, Export.CSV, Export.NDJSON})
    public Page<ApplicationDocument> list(@BeanParam ApplicationFilter filter, @BeanParam Paging paging) {
        return export.of(paging, () -> {
            var query = filter.query(database.entities(), paging.after(), caller);
            return paging.pageOf(query.rows(), query.last(), ApplicationDocument::of, Application::id);
        });
    }

    /**
     * Creates an application and enables it for its owner, if it has one. An organization owns the applications that it
     * creates; 409 if it owns as many as it may, or one with the same {@code externalId}.
     */
    @Operation(operationId = "createApplication", summary = "Create an application")
    @POST
    @APIResponse(responseCode = "201", description = "The application", content = @Content(
            mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = ApplicationDocument.class)))
    public Response create(@Valid @NotNull ApplicationRequest request) {
        if (!request.flags().isEmpty() && fixed().containsKey("flags")) {
            throw ProblemException.invalid("/flags", fixed().get("flags"));
        }
        Long owner = owner(request.ownerOrganizationId(), caller.organization(),
                id -> tenants.existing(id) != null);
        caller.organization().ifPresent(this::checkRoom);
        ApplicationDocument created = writes.create(Ids.next("app"), owner, request);
        if (owner != null) {
            database.entities().persist(new Enablement(owner, created.id(), clock.instant()));
        }
        return Response.created(ApiPath.of("applications", created.id())).entity(created).build();
    }

    private Map<String, String> fixed() {
        return caller.get().role() == Role.OPERATOR ? FIXED : FIXED_FOR_OWNERS;
    }

    /** Locks the organization, so that concurrent creations wait for each other and each counts the other's application. */
    private void checkRoom(long organization) {
        database.entities().find(Organization.class, organization, LockModeType.PESSIMISTIC_WRITE);
        long existing = database.entities()
                .createQuery("SELECT COUNT(a) FROM Application a WHERE a.ownerOrganizationId = :id AND a.deletedAt IS NULL",
                        Long.class)
                .setParameter("id", organization)
                .getSingleResult();
        if (existing >= settings.number(MAX_APPLICATIONS)) {
            throw new ProblemException(ProblemType.LIMIT_REACHED, "An organization may create at most "
                    + settings.number(MAX_APPLICATIONS) + " applications; an operator can create more or raise"
                    + " CARILLON_MAX_APPLICATIONS.");
        }
    }

    /** The owner of a new application; null when no organization owns it. A calling organization owns what it creates. */
    static Long owner(Long requested, Optional<Long> caller, Predicate<Long> exists) {
        Long owner = requested == null ? caller.orElse(null) : requested;
        boolean another = caller.filter(own -> !own.equals(owner)).isPresent();
        if (another || owner != null && !exists.test(owner)) {
            throw ProblemException.invalid("/ownerOrganizationId", "is not an organization: " + owner);
        }
        return owner;
    }

    /** Returns one application. A path may also name it by {@code ext:} and its {@code externalId}; 409 if several have that. */
    @Operation(operationId = "getApplication", summary = "Get an application")
    @MayAnswer(ProblemType.CONFLICT)
    @GET
    @Path("{id}")
    @OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION})
    public ApplicationDocument get(@PathParam("id") String id) {
        return ApplicationDocument.of(tenants.application(id));
    }

    /**
     * Replaces everything but the owner, which cannot be changed; the body must have what the application has. Only operators
     * change its flags. 409 if the owner has another application with the same {@code externalId}.
     */
    @Operation(operationId = "replaceApplication", summary = "Replace an application")
    @MayAnswer(ProblemType.CONFLICT)
    @PUT
    @Path("{id}")
    @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = ApplicationRequest.class)))
    public ApplicationDocument replace(@PathParam("id") String id, @NotNull ObjectBody body) {
        Application application = tenants.applicationForUpdate(id);
        ApplicationDocument before = ApplicationDocument.of(application);
        return writes.change(application, "application.replaced",
                edits.replace(body, before, ApplicationRequest.class, fixed()));
    }

    /** Changes the members that the body has (RFC 7396); null removes one. */
    @Operation(operationId = "changeApplication", summary = "Change an application")
    @MayAnswer(ProblemType.CONFLICT)
    @PATCH
    @Path("{id}")
    @Consumes({ObjectBody.MERGE_PATCH, MediaType.APPLICATION_JSON})
    @RequestBody(content = @Content(mediaType = ObjectBody.MERGE_PATCH,
            schema = @Schema(implementation = ApplicationRequest.class)))
    public ApplicationDocument change(@PathParam("id") String id, @NotNull ObjectBody body) {
        Application application = tenants.applicationForUpdate(id);
        ApplicationDocument before = ApplicationDocument.of(application);
        return writes.change(application, "application.changed",
                edits.patch(body, before, ApplicationRequest.of(application), fixed()));
    }

    /**
     * Deletes the application with its endpoints. Its contact is erased; nothing is sent to it any more, what is pending is
     * cancelled, and its keys end. Its deliveries can still be read.
     */
    @Operation(operationId = "deleteApplication", summary = "Delete an application")
    @DELETE
    @Path("{id}")
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public void delete(@PathParam("id") String id) {
        withdrawn.fire(deletion.application(id));
    }
}
