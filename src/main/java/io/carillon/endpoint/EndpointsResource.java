package io.carillon.endpoint;

import static io.carillon.settings.Setting.SECRET_OVERLAP;

import io.carillon.access.AuditLog;
import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.platform.EnumWords;
import io.carillon.platform.FactLog;
import io.carillon.problem.ProblemException;
import io.carillon.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.Map;

/** {@code /endpoints/{id}}: one endpoint, its status and its signing secret. */
@Path("endpoints/{id}")
@ApplicationScoped
@Transactional
@OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION})
@Produces(MediaType.APPLICATION_JSON)
public class EndpointsResource {

    private static final FactLog LOG = FactLog.of(EndpointsResource.class);

    @Inject
    private VisibleEndpoints endpoints;
    @Inject
    private EndpointRules rules;
    @Inject
    private SigningSecrets secrets;
    @Inject
    private EndpointHeaders headers;
    @Inject
    private EndpointDocuments documents;
    @Inject
    private AuditLog audit;
    @Inject
    private Settings settings;
    @Inject
    private Clock clock;

    /** Returns the endpoint. */
    @GET
    public EndpointDocument get(@PathParam("id") String id) {
        return documents.of(endpoints.endpoint(id));
    }

    /**
     * Replaces everything that the owner can set, except the status, which {@code enable} and {@code disable} change. A header
     * with the masked value keeps its value.
     */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public EndpointDocument replace(@PathParam("id") String id, @Valid @NotNull EndpointRequest request) {
        Endpoint endpoint = endpoints.endpointForUpdate(id);
        Map<String, String> stored = storedHeaders(endpoint);
        rules.check(request, stored);
        if (request.status() != null) {
            throw ProblemException.invalid("/status", "can only be changed by POST /endpoints/{id}/enable and /disable");
        }
        EndpointDocument before = documents.of(endpoint);
        endpoint.describe(request, headers.encrypt(EndpointHeaders.unmasked(request.headers(), stored), id), clock.instant());
        EndpointDocument after = documents.of(endpoint);
        audit.record("endpoint.replaced", id, before, after);
        return after;
    }

    /** None if no key decrypts them; then the owner must write them anew. */
    private Map<String, String> storedHeaders(Endpoint endpoint) {
        try {
            return headers.of(endpoint);
        } catch (IllegalStateException e) {
            return Map.of();
        }
    }

    /** Returns the headers that the owner defined, with their values, which everything else masks. */
    @GET
    @Path("headers")
    public HeadersDocument headers(@PathParam("id") String id) {
        Endpoint endpoint = endpoints.endpoint(id);
        audit.record("endpoint.headers-shown", id, null, null);
        return new HeadersDocument(headers.of(endpoint));
    }

    /** Deletes the endpoint; its pending deliveries are cancelled. */
    @DELETE
    public void delete(@PathParam("id") String id) {
        switchTo(id, EndpointStatus.DELETED, "endpoint.deleted");
    }

    /** Switches the endpoint on and forgets earlier failures. */
    @POST
    @Path("enable")
    public EndpointDocument enable(@PathParam("id") String id) {
        return switchTo(id, EndpointStatus.ACTIVE, "endpoint.enabled");
    }

    /** Switches the endpoint off; its deliveries are kept as skipped while it is off. */
    @POST
    @Path("disable")
    public EndpointDocument disable(@PathParam("id") String id) {
        return switchTo(id, EndpointStatus.INACTIVE, "endpoint.disabled");
    }

    private EndpointDocument switchTo(String id, EndpointStatus status, String action) {
        Endpoint endpoint = endpoints.endpointForUpdate(id);
        EndpointDocument before = documents.of(endpoint);
        endpoint.switchTo(status, clock.instant());
        audit.record(action, id, before, documents.of(endpoint));
        LOG.info("endpoint.switched", "endpoint", id, "status", EnumWords.of(status));
        return documents.of(endpoint);
    }

    /** Returns the newest signing secret. */
    @GET
    @Path("secret")
    public SecretDocument secret(@PathParam("id") String id) {
        Endpoint endpoint = endpoints.endpoint(id);
        audit.record("endpoint.secret-shown", id, null, null);
        return secretOf(endpoint);
    }

    /**
     * Creates a new signing secret; the previous one also signs until the end of the overlap. Only these two can sign, so a
     * second rotation within the overlap ends the older one at once.
     */
    @POST
    @Path("secret/rotate")
    public SecretDocument rotate(@PathParam("id") String id) {
        Endpoint endpoint = endpoints.endpointForUpdate(id);
        endpoint.rotateSecret(secrets.newEncrypted(id), clock.instant().plus(settings.duration(SECRET_OVERLAP)));
        audit.record("endpoint.secret-rotated", id, null, null);
        LOG.info("endpoint.secret-rotated", "endpoint", id);
        return secretOf(endpoint);
    }

    private SecretDocument secretOf(Endpoint endpoint) {
        return new SecretDocument(secrets.newest(endpoint), endpoint.overlapEndAt(clock.instant()).orElse(null));
    }
}
