package io.carillon.intake;

import io.carillon.access.Capability;
import io.carillon.access.CurrentCaller;
import io.carillon.access.IdempotentRequests;
import io.carillon.access.Needs;
import io.carillon.access.OpenTo;
import io.carillon.access.OwnIdempotency;
import io.carillon.access.Role;
import io.carillon.http.IdempotencyKey;
import io.carillon.meter.Meters;
import io.carillon.platform.FactLog;
import io.carillon.platform.OutageLog;
import io.carillon.problem.MayAnswer;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import io.carillon.queue.Change;
import io.carillon.queue.ChangeQueue;
import io.carillon.queue.ChangesDocument;
import io.carillon.queue.HttpChanges;
import io.carillon.queue.MalformedChanges;
import io.carillon.queue.QueueUnavailable;
import io.carillon.queue.ReadChange;
import io.carillon.trace.TraceSpan;
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
import java.util.ArrayList;
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

    private static final FactLog LOG = FactLog.of(ChangesResource.class);
    private static final OutageLog OUTAGE = OutageLog.of(LOG, "changes.refused", "changes.accepted-again");
    /** In metrics. */
    private static final String PROTOCOL = "http";
    /** In traces. */
    private static final String PATH = "/api/v1/changes";
    private static final int SERVER_ERROR = 500;
    private static final String EVENT = "application/cloudevents+json";
    private static final String EVENTS = "application/cloudevents-batch+json";

    @Inject
    private Acceptance acceptance;
    @Inject
    private ChangeQueue queue;
    @Inject
    private IdempotentRequests requests;
    @Inject
    private IntakeLimit limit;
    @Inject
    private DayLimit dayLimit;
    @Inject
    private RefusedRequests refused;
    @Inject
    private CurrentCaller caller;
    @Inject
    private Traces traces;
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
        TraceSpan span = traces.isOn() ? traces.request(PATH, headers.getRequestHeader(Traces.HEADER)) : TraceSpan.NONE;
        List<ReadChange> read = new ArrayList<>();
        try {
            Response response = accept(body, IdempotencyKey.read(keys), read, span);
            span.with("http.response.status_code", response.getStatus()).with("carillon.changes", read.size()).end();
            return response;
        } catch (RuntimeException e) {
            fail(span, e);
            Meters.INTAKE.add(Math.max(1, read.size()), PROTOCOL, resultOf(e));
            if (e instanceof ProblemException problem) {
                boolean needsSamples = read.isEmpty() && refused.wantsSamples(caller.get(), problem);
                refused.note(caller.get(), needsSamples ? readable(body) : read, problem);
            }
            throw e;
        }
    }

    private List<ReadChange> readable(byte[] body) {
        try {
            return read(body);
        } catch (MalformedChanges e) {
            return List.of();
        }
    }

    private List<ReadChange> read(byte[] body) throws MalformedChanges {
        return HttpChanges.read(headers.getRequestHeaders(), body, Acceptance.MAX_CHANGES);
    }

    /** By the conventions, a request that the producer should mend is no failure of the server. */
    private static void fail(TraceSpan span, RuntimeException failure) {
        int status = failure instanceof ProblemException problem ? problem.status() : SERVER_ERROR;
        span.with("http.response.status_code", status);
        if (status < SERVER_ERROR) {
            span.end();
        } else {
            span.fail(String.valueOf(status));
        }
    }

    /** Accepts {@code body}; adds what could be read of it to {@code read}. */
    private Response accept(byte[] body, String key, List<ReadChange> read, TraceSpan span) {
        limit.take(caller.get(), 1);
        read.addAll(Acceptance.read(() -> read(body)));
        limit.take(caller.get(), read.size() - 1);
        List<Change> changes = acceptance.check(read, key);
        dayLimit.within(changes, key, () -> publish(changes, key, span));
        Meters.INTAKE.add(changes.size(), PROTOCOL, "accepted");
        return Response.accepted(new AcceptedDocument(changes.size(), changes.stream().map(Change::id).toList())).build();
    }

    private static String resultOf(RuntimeException failure) {
        int status = failure instanceof ProblemException problem ? problem.status() : ProblemType.UNAVAILABLE.status();
        return status == ProblemType.TOO_MANY_REQUESTS.status() ? "limited"
                : status == ProblemType.UNAVAILABLE.status() ? "unavailable" : "refused";
    }

    private void publish(List<Change> changes, String key, TraceSpan span) {
        if (key != null) {
            requests.remember(caller.get().keyId(), key, ChangesDocument.write(changes));
        }
        try {
            queue.publish(caller.get().producer(), changes, span);
            OUTAGE.succeeded();
            LOG.debug("changes.accepted", "count", changes.size(), "first", changes.get(0).id());
        } catch (QueueUnavailable e) {
            OUTAGE.failed("The broker does not confirm: " + e.getCause().getMessage());
            throw new ProblemException(ProblemType.UNAVAILABLE, "The broker did not confirm the changes, but may have"
                    + " them. Send them again with the same ids; without ids they may take effect twice.");
        }
    }
}
