package io.carillon.intake;

import io.carillon.access.Capability;
import io.carillon.access.CurrentCaller;
import io.carillon.access.Needs;
import io.carillon.access.OpenTo;
import io.carillon.access.OwnIdempotency;
import io.carillon.access.Role;
import io.carillon.http.IdempotencyKey;
import io.carillon.problem.MayAnswer;
import io.carillon.problem.ProblemType;
import io.carillon.queue.Change;
import io.carillon.queue.HttpChanges;
import io.carillon.trace.Traces;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * {@code POST /changes}: accepts one change or CloudEvent, or an array of up to 1,000, all or none. Returns 202 when the broker
 * has stored them on disk; from then on they cannot be lost. Sending them again with the same ids, or with the same
 * {@code Idempotency-Key}, has no second effect. The key gives the changes their ids, so that the same request gets the same
 * response; it must not come with other changes.
 */
@Tag(name = "Changes")
@Path("changes")
@ApplicationScoped
@OpenTo({Role.OPERATOR, Role.PRODUCER, Role.ORGANIZATION})
@Produces(MediaType.APPLICATION_JSON)
public class ChangesResource {

    /** In traces. */
    private static final String PATH = "/api/v1/changes";
    private static final String EVENT = "application/cloudevents+json";
    private static final String EVENTS = "application/cloudevents-batch+json";

    @Inject
    private Reception reception;
    @Inject
    private CurrentCaller caller;
    @Context
    private HttpHeaders headers;

    /**
     * Accepts changes, or CloudEvents: in structured mode, in batches, and in binary mode, in which the body is the data as
     * {@code application/json}, and headers that begin with {@code ce-} are the other attributes.
     *
     * @return 202 with the ids, in the order of the request; 400 for text that is not a document of changes or a malformed
     *         {@code Idempotency-Key}, 422 with a pointer, or the name of a header, for each change that cannot be used, or
     *         when the key came with other changes before, 429 when the caller has sent too many changes, or an organization
     *         would have more than it may today, 503 when the broker does not confirm
     */
    @Operation(operationId = "reportChanges", summary = "Report changes")
    @MayAnswer(ProblemType.TOO_MANY_REQUESTS)
    @POST
    @Needs(Capability.REPORT)
    @OwnIdempotency
    @Parameter(name = Traces.HEADER, in = ParameterIn.HEADER, description = "the producer's W3C trace context, if"
            + " it is traced", schema = @Schema(type = SchemaType.STRING))
    @Consumes({MediaType.APPLICATION_JSON, EVENT, EVENTS})
    @APIResponse(responseCode = "202", description = "The ids, in the order of the request", content = @Content(
            mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = AcceptedDocument.class)))
    public Response accept(@RequestBody(content = {
            @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(
                    oneOf = {ChangeRequest.class, ChangeRequest[].class})),
            @Content(mediaType = EVENT, schema = @Schema(implementation = CloudEventRequest.class)),
            @Content(mediaType = EVENTS, schema = @Schema(type = SchemaType.ARRAY, implementation = CloudEventRequest.class))})
            byte[] body,
            @Parameter(schema = @Schema(type = SchemaType.STRING, minLength = 1, maxLength = IdempotencyKey.MAX_LENGTH))
            @HeaderParam(IdempotencyKey.HEADER) List<String> keys) {
        List<Change> accepted = reception.receive(new Report(caller.get(), PATH, headers.getRequestHeader(Traces.HEADER),
                keys, () -> HttpChanges.read(headers.getRequestHeaders(), body, Acceptance.MAX_CHANGES)));
        return Response.accepted(AcceptedDocument.of(accepted)).build();
    }
}
