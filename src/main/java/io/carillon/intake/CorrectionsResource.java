package io.carillon.intake;

import io.carillon.access.AuditLog;
import io.carillon.access.Capability;
import io.carillon.access.CurrentCaller;
import io.carillon.access.Needs;
import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.queue.ChangesDocument;
import io.carillon.queue.ReadChange;
import io.carillon.rejected.RejectedMessageDocument;
import io.carillon.rejected.SingleRequeue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * {@code POST /rejected-messages/{id}/correct}: puts a rejected message back on the queue with the changes that it should have
 * had. They are checked as a report of changes is, and take effect as those of the message: in its time, and with the ids of its
 * producer.
 */
@Tag(name = "Rejected messages")
@Path("rejected-messages/{id}/correct")
@ApplicationScoped
@OpenTo(Role.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
public class CorrectionsResource {

    @Inject
    private Acceptance acceptance;
    @Inject
    private SingleRequeue requeue;
    @Inject
    private AuditLog audit;
    @Inject
    private CurrentCaller caller;

    /**
     * Requeues one message with other changes in place of its body: one change, or an array of up to 1,000 if the whole message
     * was rejected. It stays in the list as it was received, with {@code requeuedAt}, until the changes have taken effect. What
     * is rejected of them is listed with its new body and reason.
     *
     * @return 202, even if the changes have taken effect meanwhile; 400 for text that is not a document of changes, 409 while the
     *         message is on the queue, 422 with a pointer for each change that cannot be used, 503 when the broker does not
     *         confirm
     */
    @Operation(operationId = "correctRejectedMessage", summary = "Requeue a rejected message with corrected changes")
    @POST
    @Needs({Capability.REPORT, Capability.OPERATE})
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(responseCode = "202", description = "Requeued", content = @Content(
            mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = RejectedMessageDocument.class)))
    public Response correct(@PathParam("id") String id, @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(oneOf = {ChangeRequest.class, ChangeRequest[].class}))) byte[] body) {
        List<ReadChange> changes = Acceptance.read(() -> ChangesDocument.read(body, Acceptance.MAX_CHANGES));
        acceptance.check(caller.get(), changes, null);
        RejectedMessageDocument requeued = requeue.corrected(id, body, changes.size());
        audit.record("rejected-message.corrected", id, null, null);
        return Response.accepted(requeued).build();
    }
}
