package io.carillon.endpoint;

import static io.carillon.settings.Setting.MAX_ENDPOINTS;

import io.carillon.access.AuditLog;
import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.database.Database;
import io.carillon.http.ApiPath;
import io.carillon.http.Export;
import io.carillon.http.Page;
import io.carillon.http.Paging;
import io.carillon.platform.EnumWords;
import io.carillon.platform.FactLog;
import io.carillon.platform.Ids;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import io.carillon.settings.Settings;
import io.carillon.tenant.Application;
import io.carillon.tenant.VisibleTenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /applications/{id}/endpoints}: the endpoints of one application. */
@Tag(name = "Endpoints")
@Path("applications/{applicationId}/endpoints")
@ApplicationScoped
@Transactional
@OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION})
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ApplicationEndpointsResource {

    private static final FactLog LOG = FactLog.of(ApplicationEndpointsResource.class);

    @Inject
    private Export export;
    @Inject
    private Database database;
    @Inject
    private VisibleTenants tenants;
    @Inject
    private EndpointRules rules;
    @Inject
    private SigningSecrets secrets;
    @Inject
    private SigningKeys keys;
    @Inject
    private EndpointHeaders headers;
    @Inject
    private EndpointAccess access;
    @Inject
    private Paces paces;
    @Inject
    private EndpointDocuments documents;
    @Inject
    private AuditLog audit;
    @Inject
    private Settings settings;
    @Inject
    private Clock clock;

    /** Lists the application's endpoints by id, which is the order of their creation. */
    @Operation(operationId = "listEndpointsOfApplication", summary = "List the endpoints of an application")
    @GET
    @Produces({MediaType.APPLICATION_JSON, Export.CSV, Export.NDJSON})
    public Page<EndpointDocument> list(@PathParam("applicationId") String applicationId, @BeanParam Paging paging) {
        tenants.application(applicationId);
        return export.of(paging, () -> paging.page(database.entities().createQuery("""
                SELECT e FROM Endpoint e WHERE e.applicationId = :application AND e.status <> :deleted AND e.id > :after
                ORDER BY e.id""", Endpoint.class)
                .setParameter("application", applicationId)
                .setParameter("deleted", EnumWords.of(EndpointStatus.DELETED)), documents::of, Endpoint::id));
    }

    /**
     * Creates an endpoint with a new signing secret, or with the one in {@code secret}; {@code GET /endpoints/{id}/secret}
     * returns it. 409 when the application already has the maximum number of endpoints.
     */
    @Operation(operationId = "createEndpoint", summary = "Create an endpoint")
    @POST
    @APIResponse(responseCode = "201", description = "The endpoint", content = @Content(
            mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = EndpointDocument.class)))
    public Response create(@PathParam("applicationId") String applicationId, @Valid @NotNull EndpointRequest request) {
        Application application = tenants.application(applicationId);
        rules.checkNew(request);
        checkRoom(application);
        String id = Ids.next("ep");
        Instant now = clock.instant();
        EndpointStatus status = request.status() == null ? EndpointStatus.ACTIVE : request.status();
        Endpoint endpoint = new Endpoint(id, applicationId, status, secrets.encrypted(id, request.secret()), now);
        endpoint.describe(request, headers.encrypt(request.headers(), id), access.of(request, StoredAccess.NONE, id), now);
        keys.createIfNeeded(endpoint, now);
        database.entities().persist(endpoint);
        if (request.rateLimit() != null) {
            paces.set(id, request.rateLimit());
        }
        EndpointDocument created = documents.of(endpoint);
        audit.record("endpoint.created", endpoint.audited(), null, created);
        LOG.info("endpoint.created", "endpoint", id, "application", applicationId,
                "host", UrlForms.of(request.url()).host());
        return Response.created(ApiPath.of("endpoints", id)).entity(created).build();
    }

    /** Locks the application, so that concurrent creations wait for each other and each counts the other's endpoint. */
    private void checkRoom(Application application) {
        database.entities().lock(application, LockModeType.PESSIMISTIC_WRITE);
        long existing = database.entities()
                .createQuery("SELECT COUNT(e) FROM Endpoint e WHERE e.applicationId = :id AND e.status <> :deleted", Long.class)
                .setParameter("id", application.id())
                .setParameter("deleted", EnumWords.of(EndpointStatus.DELETED))
                .getSingleResult();
        if (existing >= settings.number(MAX_ENDPOINTS)) {
            throw new ProblemException(ProblemType.LIMIT_REACHED,
                    "An application may have at most " + settings.number(MAX_ENDPOINTS) + " endpoints; delete one first.");
        }
    }
}
