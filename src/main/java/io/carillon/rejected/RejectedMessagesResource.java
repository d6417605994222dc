package io.carillon.rejected;

import io.carillon.access.AuditLog;
import io.carillon.access.Capability;
import io.carillon.access.CurrentCaller;
import io.carillon.access.Needs;
import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.http.ApiPath;
import io.carillon.http.Export;
import io.carillon.http.Page;
import io.carillon.http.Paging;
import io.carillon.job.JobKind;
import io.carillon.platform.FactLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * {@code /rejected-messages}: messages from the queue that could not be used, newest first. An organization sees those that name
 * it. When the cause is fixed, an operator can requeue them, singly or by filter; a filter starts a job. Each takes effect once,
 * however often it is requeued.
 */
@Tag(name = "Rejected messages")
@Path("rejected-messages")
@ApplicationScoped
@Transactional
@OpenTo(Role.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
public class RejectedMessagesResource {

    private static final FactLog LOG = FactLog.of(RejectedMessagesResource.class);

    @Inject
    private Export export;
    @Inject
    private RejectedMessages messages;
    @Inject
    private SingleRequeue single;
    @Inject
    private RejectedJobs jobs;
    @Inject
    private AuditLog audit;
    @Inject
    private CurrentCaller caller;

    /** The rejected messages; bodies of more than 65,536 bytes are omitted. */
    @Operation(operationId = "listRejectedMessages", summary = "List rejected messages")
    @GET
    @OpenTo({Role.OPERATOR, Role.ORGANIZATION})
    @Produces({MediaType.APPLICATION_JSON, Export.CSV, Export.NDJSON})
    public Page<RejectedMessageDocument> list(@BeanParam RejectedListFilter filter, @BeanParam Paging paging) {
        RejectedSelection selection = filter.selection();
        RejectedObject object = filter.object();
        Long owner = caller.organization().orElse(null);
        return export.of(paging, () -> paging.pageOf(most -> messages.list(selection, object, owner, paging.after(), most),
                this::shown, RejectedMessage::id));
    }

    /** How many of the messages in the list were rejected for each reason, and when the first and the last of them. */
    @Operation(operationId = "summarizeRejectedMessages", summary = "Count rejected messages by reason")
    @GET
    @Path("reasons")
    @OpenTo({Role.OPERATOR, Role.ORGANIZATION})
    public RejectionReasonsDocument reasons(@BeanParam RejectedListFilter filter) {
        return new RejectionReasonsDocument(
                messages.reasons(filter.selection(), filter.object(), caller.organization().orElse(null)));
    }

    /** One rejected message, with its whole body. */
    @Operation(operationId = "getRejectedMessage", summary = "Get a rejected message")
    @GET
    @Path("{id}")
    @OpenTo({Role.OPERATOR, Role.ORGANIZATION})
    public RejectedMessageDocument get(@PathParam("id") String id) {
        return messages.find(id).filter(message -> caller.organization().filter(own -> !own.equals(message.organizationId()))
                .isEmpty()).map(this::shown).orElseThrow(() -> SingleRequeue.missing(id));
    }

    private RejectedMessageDocument shown(RejectedMessage message) {
        RejectedMessageDocument whole = RejectedMessageDocument.of(message);
        return caller.organization().isPresent() ? whole.forOrganization() : whole;
    }

    /**
     * Requeues one message. It stays in the list, with {@code requeuedAt}, until it has taken effect.
     *
     * @return 202, even if the message has taken effect meanwhile; 409 for a message whose body cannot be restored, 503 when the
     *         broker does not confirm
     */
    @Operation(operationId = "requeueRejectedMessage", summary = "Requeue a rejected message")
    @POST
    @Path("{id}/requeue")
    @Needs(Capability.OPERATE)
    @Transactional(TxType.NOT_SUPPORTED)
    @APIResponse(responseCode = "202", description = "Requeued", content = @Content(
            mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = RejectedMessageDocument.class)))
    public Response requeue(@PathParam("id") String id) {
        RejectedMessageDocument requeued = single.asReceived(id);
        audit.record("rejected-message.requeued", id, null, null);
        return Response.accepted(requeued).build();
    }

    /**
     * Starts a job that requeues all messages that match the filter, oldest first. Messages that are rejected later are not
     * requeued.
     *
     * @return 202 with the job, whose progress is at the {@code Location}
     */
    @Operation(operationId = "requeueRejectedMessages", summary = "Requeue all rejected messages that match a filter")
    @POST
    @Path("requeue")
    @Needs(Capability.OPERATE)
    @Transactional(TxType.NOT_SUPPORTED)
    @APIResponse(responseCode = "202", description = "The job has started", content = @Content(
            mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = RejectedJobDocument.class)))
    public Response requeueMany(@BeanParam RejectedFilter filter) {
        return start(JobKind.REQUEUE, filter.selection());
    }

    /** Deletes one message permanently. */
    @Operation(operationId = "deleteRejectedMessage", summary = "Delete a rejected message")
    @DELETE
    @Path("{id}")
    public void delete(@PathParam("id") String id) {
        if (messages.delete(id) == 0) {
            throw SingleRequeue.missing(id);
        }
        audit.record("rejected-message.deleted", id, null, null);
        LOG.info("rejected.deleted", "id", id, "count", 1);
    }

    /**
     * Starts a job that permanently deletes all messages that match the filter. Messages that are rejected later are not deleted.
     *
     * @return 202 with the job, whose progress is at the {@code Location}; 400 without a filter
     */
    @Operation(operationId = "deleteRejectedMessages", summary = "Delete all rejected messages that match a filter")
    @DELETE
    @Transactional(TxType.NOT_SUPPORTED)
    @APIResponse(responseCode = "202", description = "The job has started", content = @Content(
            mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = RejectedJobDocument.class)))
    public Response deleteMany(@BeanParam RejectedFilter filter) {
        return start(JobKind.DELETE, filter.restricted());
    }

    private Response start(JobKind kind, RejectedSelection selection) {
        RejectedJobDocument started = jobs.start(jobs.plan(kind, selection));
        return Response.accepted(started).location(ApiPath.of(RejectedJobsResource.PATH, started.id())).build();
    }
}
