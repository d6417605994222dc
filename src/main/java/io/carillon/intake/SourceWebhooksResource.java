package io.carillon.intake;

import io.carillon.access.OpenTo;
import io.carillon.access.OwnIdempotency;
import io.carillon.access.Role;
import io.carillon.access.WithoutKey;
import io.carillon.problem.MayAnswer;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import io.carillon.queue.Change;
import io.carillon.queue.ChangesDocument;
import io.carillon.queue.MalformedChanges;
import io.carillon.queue.ReadChange;
import io.carillon.source.IncomingRequest;
import io.carillon.source.ReadySource;
import io.carillon.source.ReadySources;
import io.carillon.trace.Traces;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponses;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code POST /sources/{id}/webhooks}: takes a webhook of another service as a change, if its sender has signed it. */
@Tag(name = "Sources")
@Path("sources/{id}/webhooks")
@ApplicationScoped
@OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION, Role.PRODUCER})
@Produces(MediaType.APPLICATION_JSON)
public class SourceWebhooksResource {

    /** In traces. */
    private static final String PATH = "/api/v1/sources/{id}/webhooks";

    @Inject
    private ReadySources sources;
    @Inject
    private Reception reception;
    @Inject
    private Clock clock;
    @Context
    private HttpHeaders headers;

    /**
     * Accepts a request that the source verifies, as {@code POST /changes} accepts the change that its mappings make of it. The
     * body is JSON, whatever its content type. An {@code Idempotency-Key} has no meaning here, unless a mapping takes it as
     * the id.
     *
     * @return 202 with the id when the broker has the change on disk; 204 if no mapping matches and the source ignores that; 400
     *         for a body that is not JSON, 401 for a request that is not the sender's, 422 if no mapping matches or the change
     *         cannot be used, 429 when the source has sent too much, 503 when the broker does not confirm
     */
    @Operation(operationId = "receiveWebhook", summary = "Take a webhook of another service")
    @MayAnswer({ProblemType.UNAUTHENTICATED, ProblemType.NOT_FOUND, ProblemType.TOO_MANY_REQUESTS})
    @POST
    @WithoutKey
    @OwnIdempotency
    @Consumes(MediaType.WILDCARD)
    @APIResponses({
        @APIResponse(responseCode = "202", description = "The id of the change", content = @Content(
                mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = AcceptedDocument.class))),
        @APIResponse(responseCode = "204", description = "Ignored")})
    public Response accept(@PathParam("id") String id, @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = SenderWebhookRequest.class))) byte[] body) {
        ReadySource source = sources.find(id).orElseThrow(() -> ProblemException.notFound("source " + id));
        IncomingRequest request = IncomingRequest.of(headers.getRequestHeaders(), body);
        if (!source.isSender(request, clock.instant())) {
            throw new ProblemException(ProblemType.UNAUTHENTICATED, "The request is not verified.");
        }
        List<Change> accepted = reception.receive(new Report(source.caller(), PATH, headers.getRequestHeader(Traces.HEADER), null,
                () -> read(source, request)));
        return accepted.isEmpty() ? Response.noContent().build()
                : Response.accepted(AcceptedDocument.of(accepted)).build();
    }

    private static List<ReadChange> read(ReadySource source, IncomingRequest request) throws MalformedChanges {
        Optional<byte[]> change = source.changeOf(request).map(SourceDryRunDocument::bytes);
        return change.isEmpty() ? List.of() : ChangesDocument.read(change.get(), 1);
    }
}
