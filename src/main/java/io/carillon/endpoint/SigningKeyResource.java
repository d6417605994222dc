package io.carillon.endpoint;

import static io.carillon.settings.Setting.SECRET_OVERLAP;

import io.carillon.access.AuditLog;
import io.carillon.access.Capability;
import io.carillon.access.Needs;
import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.platform.FactLog;
import io.carillon.problem.MayAnswer;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import io.carillon.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /endpoints/{id}/signing-key}: the rotation of the key that signs for receivers with the public half. */
@Tag(name = "Endpoints")
@Path("endpoints/{id}/signing-key")
@ApplicationScoped
@Transactional
@OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION})
@Produces(MediaType.APPLICATION_JSON)
public class SigningKeyResource {

    private static final FactLog LOG = FactLog.of(SigningKeyResource.class);

    @Inject
    private VisibleEndpoints endpoints;
    @Inject
    private SigningKeys keys;
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

    /**
     * Creates a new signing key; the previous one also signs until the end of the overlap, and both are in the key set. Only
     * these two can sign, so a second rotation within the overlap ends the older one at once. A key that cannot be decrypted
     * any more is replaced without an overlap. 409 for an endpoint that never chose a scheme with a signing key.
     */
    @Operation(operationId = "rotateSigningKey", summary = "Rotate the signing key of an endpoint")
    @MayAnswer(ProblemType.CONFLICT)
    @POST
    @Path("rotate")
    @Needs(Capability.SECRETS)
    public EndpointDocument rotate(@PathParam("id") String id) {
        Endpoint endpoint = endpoints.endpointForUpdate(id);
        if (endpoint.keyPairs().isEmpty()) {
            throw new ProblemException(ProblemType.CONFLICT, "The endpoint has no signing key: it gets one when its signatures"
                    + " first include v1a or http-message.");
        }
        EndpointDocument before = documents.of(endpoint);
        Instant now = clock.instant();
        keys.rotate(endpoint, now, now.plus(settings.duration(SECRET_OVERLAP)));
        edited.fire(EndpointEdited.changed(endpoint, List.of("signingKey")));
        return changed(endpoint, before, "endpoint.key-rotated");
    }

    /**
     * Ends the overlap after a rotation: from now on only the newest key signs, except for attempts under way, and the key set
     * has it alone. Without an overlap it changes nothing.
     */
    @Operation(operationId = "endKeyOverlap", summary = "End the overlap after a rotation of the signing key")
    @POST
    @Path("end-overlap")
    @Needs(Capability.SECRETS)
    public EndpointDocument endOverlap(@PathParam("id") String id) {
        Endpoint endpoint = endpoints.endpointForUpdate(id);
        EndpointDocument before = documents.of(endpoint);
        if (endpoint.keyPairs().overlapEndAt(clock.instant()).isEmpty()) {
            return before;
        }
        endpoint.keep(endpoint.keyPairs().withoutPrevious());
        return changed(endpoint, before, "endpoint.key-overlap-ended");
    }

    private EndpointDocument changed(Endpoint endpoint, EndpointDocument before, String action) {
        EndpointDocument after = documents.of(endpoint);
        audit.record(action, endpoint.audited(), before, after);
        LOG.info(action, "endpoint", endpoint.id());
        return after;
    }
}
