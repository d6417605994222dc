package io.carillon.insight;

import io.carillon.access.CurrentCaller;
import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.http.Export;
import io.carillon.http.Page;
import io.carillon.http.Paging;
import io.carillon.problem.ProblemException;
import io.carillon.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * {@code /messages}: what was announced. An organization sees the messages about its objects, an application those that go to its
 * endpoints.
 */
@Tag(name = "Messages")
@Path("messages")
@ApplicationScoped
@OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION})
@Produces(MediaType.APPLICATION_JSON)
public class MessagesResource {

    @Inject
    private Export export;
    @Inject
    private MessageReader messages;
    @Inject
    private ReadPlaces places;
    @Inject
    private CurrentCaller caller;
    @Inject
    private Settings settings;

    /** Lists the messages that match the filter, newest first, without their data. */
    @Operation(operationId = "listMessages", summary = "List messages")
    @GET
    @Produces({MediaType.APPLICATION_JSON, Export.CSV, Export.NDJSON})
    public Page<MessageDocument> list(@BeanParam MessageFilter filter, @BeanParam Paging paging) {
        Viewer viewer = Viewer.of(caller, true);
        MessageFilter.Conditions conditions = filter.conditions();
        return export.of(paging, () -> places.read(() -> {
            String last = messages.lastScanned(conditions, viewer, paging.after());
            return paging.pageOf(most -> messages.list(conditions, viewer, paging.after(), last, most), last,
                    Function.identity(), MessageDocument::id);
        }));
    }

    /** One message, with its data. */
    @Operation(operationId = "getMessage", summary = "Get a message")
    @GET
    @Path("{id}")
    public MessageDocument get(@PathParam("id") String id) {
        return places.read(() -> find(id));
    }

    /** Lists the changes that the message covers, as far as they are kept, each with its fate; the newest first. */
    @Operation(operationId = "listChangesOfMessage", summary = "List the changes that a message covers")
    @GET
    @Path("{id}/changes")
    @OpenTo({Role.OPERATOR, Role.ORGANIZATION})
    public Page<ChangeDocument> changes(@PathParam("id") String id) {
        return places.read(() -> new Page<>(messages.changes(find(id), Viewer.of(caller, true), Limits.of(settings)), null));
    }

    /** Lists the deliveries of the message; for an application, those to its endpoints. */
    @Operation(operationId = "listDeliveriesOfMessage", summary = "List the deliveries of a message")
    @GET
    @Path("{id}/deliveries")
    public Page<MessageDeliveryDocument> deliveries(@PathParam("id") String id) {
        return places.read(() -> {
            List<MessageDeliveryDocument> all = messages.deliveries(find(id), Viewer.of(caller, true));
            return new Page<>(all, null);
        });
    }

    private MessageDocument find(String id) {
        return messages.find(id, Viewer.of(caller, true)).orElseThrow(() -> ProblemException.notFound("message " + id));
    }
}
