package io.carillon.rejected;

import io.carillon.access.AuditLog;
import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.http.Page;
import io.carillon.http.Paging;
import io.carillon.platform.FactLog;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import io.carillon.queue.ChangeQueue;
import io.carillon.queue.QueueUnavailable;
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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/**
 * {@code /rejected-messages}: messages from the queue that could not be used, newest first. When the cause is fixed, an operator
 * can requeue them, singly or by filter. Each takes effect once, however often it is requeued.
 */
@Path("rejected-messages")
@ApplicationScoped
@Transactional
@OpenTo(Role.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
public class RejectedMessagesResource {

    private static final FactLog LOG = FactLog.of(RejectedMessagesResource.class);
    private static final int REQUEUED_AT_ONCE = 500;
    /** Replaces the id in the audit log when messages were selected by a filter. */
    private static final String MANY = "*";

    @Inject
    private RejectedMessages messages;
    @Inject
    private ChangeQueue queue;
    @Inject
    private AuditLog audit;

    /** The rejected messages; bodies of more than 65,536 bytes are omitted. */
    @GET
    public Page<RejectedMessageDocument> list(@BeanParam RejectedFilter filter, @BeanParam Paging paging) {
        return paging.pageOf(most -> messages.list(filter, paging.after(), most),
                RejectedMessageDocument::of, RejectedMessage::id);
    }

    /** One rejected message, with its whole body. */
    @GET
    @Path("{id}")
    public RejectedMessageDocument get(@PathParam("id") String id) {
        return RejectedMessageDocument.of(find(id));
    }

    /**
     * Requeues one message. It stays in the list, with {@code requeuedAt}, until it has taken effect.
     *
     * @return 202; 409 for a message whose body cannot be restored, 503 when the broker does not confirm
     */
    @POST
    @Path("{id}/requeue")
    @Transactional(TxType.NOT_SUPPORTED)
    @APIResponse(responseCode = "202", description = "Requeued", content = @Content(
            mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = RejectedMessageDocument.class)))
    public Response requeue(@PathParam("id") String id) {
        RejectedMessage message = find(id);
        if (!message.canBeRequeued()) {
            throw new ProblemException(ProblemType.CONFLICT, "A message of type " + message.jmsType() + " with "
                    + message.bodySize() + " bytes cannot be requeued; its complete body was not kept.");
        }
        putBack(message);
        audit.record("rejected-message.requeued", id, null, null);
        return Response.accepted(get(id)).build();
    }

    /**
     * Requeues the messages that match the filter and were not requeued within the last ten minutes, oldest first, up to 500
     * at a time.
     *
     * @return 202 with their number and whether there are more; 503 when the broker does not confirm
     */
    @POST
    @Path("requeue")
    @Transactional(TxType.NOT_SUPPORTED)
    @APIResponse(responseCode = "202", description = "Requeued", content = @Content(
            mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = RequeuedDocument.class)))
    public Response requeueMany(@BeanParam RejectedFilter filter) {
        List<String> ids = messages.idsToRequeue(filter, REQUEUED_AT_ONCE + 1);
        boolean more = ids.size() > REQUEUED_AT_ONCE;
        List<String> now = more ? ids.subList(0, REQUEUED_AT_ONCE) : ids;
        now.forEach(id -> messages.find(id).ifPresent(this::putBack));
        RequeuedDocument requeued = new RequeuedDocument(now.size(), more);
        audit.record("rejected-message.requeued", MANY, null, requeued);
        return Response.accepted(requeued).build();
    }

    /** Deletes one message permanently. */
    @DELETE
    @Path("{id}")
    public void delete(@PathParam("id") String id) {
        if (messages.delete(id) == 0) {
            throw missing(id);
        }
        audit.record("rejected-message.deleted", id, null, null);
        LOG.info("rejected.deleted", "id", id, "count", 1);
    }

    /** Permanently deletes all messages that match the filter; 400 without a filter. */
    @DELETE
    public DeletedDocument deleteMany(@BeanParam RejectedFilter filter) {
        filter.requireAny();
        int count = messages.delete(filter);
        DeletedDocument deleted = new DeletedDocument(count);
        audit.record("rejected-message.deleted", MANY, null, deleted);
        LOG.info("rejected.deleted", "count", count);
        return deleted;
    }

    /** Runs outside a transaction: a JMS session would join it and end without sending. */
    private void putBack(RejectedMessage message) {
        messages.markRequeued(message.id());
        try {
            queue.requeue(message.stamp(), message.jmsType(), message.body());
        } catch (QueueUnavailable e) {
            messages.unmarkRequeued(message.id());
            LOG.warn("rejected.not-requeued", "id", message.id(), "detail", e.getCause().getMessage());
            throw new ProblemException(ProblemType.UNAVAILABLE,
                    "The broker did not confirm the message; requeue it again, it takes effect only once.");
        }
        LOG.info("rejected.requeued", "id", message.id(), "jms-message", message.jmsMessageId());
    }

    private RejectedMessage find(String id) {
        return messages.find(id).orElseThrow(() -> missing(id));
    }

    private static ProblemException missing(String id) {
        return ProblemException.notFound("rejected message " + id);
    }
}
