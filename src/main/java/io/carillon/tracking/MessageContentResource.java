package io.carillon.tracking;

import io.carillon.access.AuditLog;
import io.carillon.access.AuditedObject;
import io.carillon.access.CurrentCaller;
import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.database.Database;
import io.carillon.message.ContentRemoval;
import io.carillon.message.DeliveriesWritten;
import io.carillon.message.Message;
import io.carillon.platform.FactLog;
import io.carillon.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /messages/{id}/content}: what a message says. An organization may remove it from the messages about its objects. */
@Tag(name = "Messages")
@Path("messages/{id}/content")
@ApplicationScoped
@Transactional
@OpenTo({Role.OPERATOR, Role.ORGANIZATION})
@Produces(MediaType.APPLICATION_JSON)
public class MessageContentResource {

    private static final FactLog LOG = FactLog.of(MessageContentResource.class);

    @Inject
    private Database database;
    @Inject
    private ContentRemoval removal;
    @Inject
    private Attempts attempts;
    @Inject
    private Event<DeliveriesWritten> due;
    @Inject
    private CurrentCaller caller;
    @Inject
    private AuditLog audit;

    /**
     * Removes the data of a message for good, with what receivers answered to it; the message, its deliveries and the outcomes of
     * their attempts stay. Deliveries that have not ended are cancelled, except those to thin endpoints, whose bodies have no
     * data. An attempt that is under way may still arrive. Removing it again changes nothing.
     */
    @Operation(operationId = "removeMessageContent", summary = "Remove the content of a message")
    @DELETE
    public void remove(@PathParam("id") String id) {
        Message message = find(id);
        if (removal.remove(id)) {
            attempts.removeResponses(removal.lockDeliveries(id));
            int cancelled = removal.cancel(id);
            due.fire(new DeliveriesWritten());
            audit.record("message.content-removed", new AuditedObject(id, message.organizationId(), null), null, null);
            LOG.info("message.content-removed", "id", id, "organization", message.organizationId(), "cancelled", cancelled);
        }
    }

    private Message find(String id) {
        Message message = database.entities().find(Message.class, id);
        if (message == null || caller.organization().filter(own -> own != message.organizationId()).isPresent()) {
            throw ProblemException.notFound("message " + id);
        }
        return message;
    }
}
