package io.carillon.endpoint;

import static io.carillon.settings.Setting.SECRET_OVERLAP;

import io.carillon.access.AuditLog;
import io.carillon.access.Capability;
import io.carillon.access.Needs;
import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.http.Edits;
import io.carillon.http.ObjectBody;
import io.carillon.http.Preconditions;
import io.carillon.platform.FactLog;
import io.carillon.problem.MayAnswer;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import io.carillon.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.NotNull;
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
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /endpoints/{id}}: one endpoint, its status and its signing secret. */
@Tag(name = "Endpoints")
@Path("endpoints/{id}")
@ApplicationScoped
@Transactional
@OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION})
@Produces(MediaType.APPLICATION_JSON)
public class EndpointsResource {

    private static final FactLog LOG = FactLog.of(EndpointsResource.class);
    private static final Map<String, String> FIXED =
            Map.of("status", "can only be changed by POST /endpoints/{id}/enable and /disable",
                    "secret", "can only be changed by POST /endpoints/{id}/secret/rotate");

    @Inject
    private VisibleEndpoints endpoints;
    @Inject
    private EndpointWrites writes;
    @Inject
    private Edits edits;
    @Inject
    private Preconditions preconditions;
    @Inject
    private SigningSecrets secrets;
    @Inject
    private EndpointHeaders headers;
    @Inject
    private Paces paces;
    @Inject
    private EndpointDocuments documents;
    @Inject
    private AuditLog audit;
    @Inject
    private Event<EndpointEdited> edited;
    @Inject
    private Settings settings;
    @Inject
    private Clock clock;

    /** Returns the endpoint. A path may also name it by {@code ext:} and its {@code externalId}; 409 if several have that. */
    @Operation(operationId = "getEndpoint", summary = "Get an endpoint")
    @MayAnswer(ProblemType.CONFLICT)
    @GET
    public EndpointDocument get(@PathParam("id") String id) {
        return documents.of(endpoints.endpoint(id));
    }

    /**
     * Replaces everything that the owner can set, except the status, which {@code enable} and {@code disable} change. The body
     * must have every member, except {@code signatures} while they are the default; what the service sets is
     * ignored. A secret with the masked value keeps its value. A body that changes nothing changes no {@code updatedAt}. 409 if
     * the application has another endpoint with the same {@code externalId}.
     */
    @Operation(operationId = "replaceEndpoint", summary = "Replace an endpoint")
    @MayAnswer(ProblemType.CONFLICT)
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = EndpointRequest.class)))
    public EndpointDocument replace(@PathParam("id") String id, @NotNull ObjectBody body) {
        Endpoint endpoint = endpoints.endpointForUpdate(id);
        EndpointDocument before = documents.of(endpoint);
        return writes.describe(endpoint, before, "endpoint.replaced", edits.replace(body, before, EndpointRequest.class, FIXED,
                endpoint.form().signatures().equals(SignatureScheme.DEFAULT) ? Set.of("signatures") : Set.of()));
    }

    /** Changes the members that the body has (RFC 7396); null sets one to its default. */
    @Operation(operationId = "changeEndpoint", summary = "Change an endpoint")
    @MayAnswer(ProblemType.CONFLICT)
    @PATCH
    @Consumes({ObjectBody.MERGE_PATCH, MediaType.APPLICATION_JSON})
    @RequestBody(content = @Content(mediaType = ObjectBody.MERGE_PATCH,
            schema = @Schema(implementation = EndpointRequest.class)))
    public EndpointDocument change(@PathParam("id") String id, @NotNull ObjectBody body) {
        Endpoint endpoint = endpoints.endpointForUpdate(id);
        EndpointDocument before = documents.of(endpoint);
        EndpointRequest written = EndpointRequest.of(endpoint, before.headers());
        return writes.describe(endpoint, before, "endpoint.changed", edits.patch(body, before, written, FIXED));
    }

    /**
     * Returns the headers that the owner defined, with their values, which everything else masks; 409 if they were encrypted with
     * a key that is not configured.
     */
    @Operation(operationId = "getEndpointHeaders", summary = "Get the headers of an endpoint, with their values")
    @MayAnswer(ProblemType.CONFLICT)
    @GET
    @Path("headers")
    @Needs(Capability.SECRETS)
    public HeadersDocument headers(@PathParam("id") String id) {
        Endpoint endpoint = endpoints.endpoint(id);
        audit.record("endpoint.headers-shown", endpoint.audited(), null, null);
        return new HeadersDocument(headers.of(endpoint));
    }

    /** Deletes the endpoint; its pending deliveries are cancelled. */
    @Operation(operationId = "deleteEndpoint", summary = "Delete an endpoint")
    @DELETE
    public void delete(@PathParam("id") String id) {
        Endpoint endpoint = endpoints.endpointForUpdate(id);
        preconditions.check(documents.of(endpoint));
        writes.switchTo(endpoint, EndpointStatus.DELETED, "endpoint.deleted");
        paces.set(endpoint.id(), null);
    }

    /** Switches the endpoint on and forgets earlier failures. */
    @Operation(operationId = "enableEndpoint", summary = "Switch an endpoint on")
    @POST
    @Path("enable")
    @Needs(Capability.OPERATE)
    public EndpointDocument enable(@PathParam("id") String id) {
        return writes.switchTo(endpoints.endpointForUpdate(id), EndpointStatus.ACTIVE, "endpoint.enabled");
    }

    /** Switches the endpoint off; its deliveries are kept as skipped while it is off. */
    @Operation(operationId = "disableEndpoint", summary = "Switch an endpoint off")
    @POST
    @Path("disable")
    @Needs(Capability.OPERATE)
    public EndpointDocument disable(@PathParam("id") String id) {
        return writes.switchTo(endpoints.endpointForUpdate(id), EndpointStatus.INACTIVE, "endpoint.disabled");
    }

    /** Returns the newest signing secret; 409 if the endpoint is polled, or the key that encrypted it is not configured. */
    @Operation(operationId = "getSigningSecret", summary = "Get the signing secret of an endpoint")
    @MayAnswer(ProblemType.CONFLICT)
    @GET
    @Path("secret")
    @Needs(Capability.SECRETS)
    public SecretDocument secret(@PathParam("id") String id) {
        Endpoint endpoint = VisibleEndpoints.withWebhooks(endpoints.endpoint(id));
        audit.record("endpoint.secret-shown", endpoint.audited(), null, null);
        return secretOf(endpoint);
    }

    /**
     * Creates a new signing secret, or takes the one in the body, which is optional; the previous one also signs until the end of
     * the overlap. Only these two can sign, so a second rotation within the overlap ends the older one at once. A secret that
     * cannot be decrypted any more is replaced without an overlap. 409 if the endpoint is polled.
     */
    @Operation(operationId = "rotateSigningSecret", summary = "Rotate the signing secret of an endpoint")
    @MayAnswer(ProblemType.CONFLICT)
    @POST
    @Path("secret/rotate")
    @Needs(Capability.SECRETS)
    @Consumes(MediaType.APPLICATION_JSON)
    public SecretDocument rotate(@PathParam("id") String id, SecretRequest request) {
        Endpoint endpoint = VisibleEndpoints.withWebhooks(endpoints.endpointForUpdate(id));
        String own = request == null ? null : request.secret();
        SigningSecrets.objectionTo(own).ifPresent(objection -> {
            throw ProblemException.invalid("/secret", objection);
        });
        boolean mayOverlap = secrets.isReadable(endpoint);
        Instant now = clock.instant();
        endpoint.rotateSecret(secrets.encrypted(endpoint.id(), own), now, now.plus(settings.duration(SECRET_OVERLAP)));
        if (!mayOverlap) {
            endpoint.endOverlap();
        }
        audit.record("endpoint.secret-rotated", endpoint.audited(), null, null);
        edited.fire(EndpointEdited.changed(endpoint, List.of("secret")));
        LOG.info("endpoint.secret-rotated", "endpoint", endpoint.id());
        return secretOf(endpoint);
    }

    /**
     * Ends the overlap after a rotation: from now on only the newest secret signs, except for attempts under way. Without an
     * overlap it changes nothing.
     */
    @Operation(operationId = "endSecretOverlap", summary = "End the overlap after a rotation")
    @POST
    @Path("secret/end-overlap")
    @Needs(Capability.SECRETS)
    public EndpointDocument endOverlap(@PathParam("id") String id) {
        Endpoint endpoint = endpoints.endpointForUpdate(id);
        if (endpoint.overlapEndAt(clock.instant()).isPresent()) {
            endpoint.endOverlap();
            audit.record("endpoint.secret-overlap-ended", endpoint.audited(), null, null);
            LOG.info("endpoint.secret-overlap-ended", "endpoint", endpoint.id());
        }
        return documents.of(endpoint);
    }

    private SecretDocument secretOf(Endpoint endpoint) {
        return new SecretDocument(secrets.newest(endpoint), endpoint.overlapEndAt(clock.instant()).orElse(null));
    }
}
