package io.carillon.coalescing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.platform.Database;
import io.carillon.platform.JsonDocument;
import io.carillon.platform.Page;
import io.carillon.problem.Paging;
import io.carillon.problem.ProblemException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;

/** {@code /rejected-messages}: what came over the queue and could not be used, the newest first. */
@Path("rejected-messages")
@RequestScoped
@Transactional
@OpenTo(Role.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
public class RejectedMessagesResource {

    @Inject
    private Database database;

    /** The rejected messages. */
    @GET
    public Page<Document> list(@BeanParam Paging paging) {
        String before = paging.after();
        var rows = database.entities()
                .createQuery("SELECT r FROM RejectedMessage r WHERE :before = '' OR r.id < :before ORDER BY r.id DESC",
                        RejectedMessage.class)
                .setParameter("before", before)
                .setMaxResults(paging.limit() + 1)
                .getResultList();
        return Page.of(rows, paging.limit(), Document::of, RejectedMessage::id);
    }

    /** One rejected message. */
    @GET
    @Path("{id}")
    public Document get(@PathParam("id") String id) {
        RejectedMessage found = database.entities().find(RejectedMessage.class, id);
        if (found == null) {
            throw ProblemException.notFound("rejected message " + id);
        }
        return Document.of(found);
    }

    /**
     * A rejected message as clients see it.
     *
     * @param jmsType what kind of message it was
     * @param body    the message, or the element of it that was rejected, byte for byte, in base64
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Document(String id, Instant rejectedAt, String reason, String detail, String pointer,
            String jmsMessageId, String jmsType, @JsonRawValue String properties, byte[] body) implements JsonDocument {

        static Document of(RejectedMessage message) {
            return new Document(message.id(), message.rejectedAt(), message.reason(), message.detail(),
                    message.pointer(), message.jmsMessageId(), message.jmsType(), message.properties(), message.body());
        }
    }
}
