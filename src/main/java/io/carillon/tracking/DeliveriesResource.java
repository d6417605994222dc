package io.carillon.tracking;

import io.carillon.access.AuditLog;
import io.carillon.access.AuditedObject;
import io.carillon.access.Capability;
import io.carillon.access.CurrentCaller;
import io.carillon.access.Needs;
import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.database.Database;
import io.carillon.endpoint.Endpoint;
import io.carillon.endpoint.VisibleEndpoints;
import io.carillon.http.Export;
import io.carillon.http.Page;
import io.carillon.http.Paging;
import io.carillon.message.Delivery;
import io.carillon.problem.MayAnswer;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * {@code /deliveries}: what was sent to which endpoint, and why something did not arrive. An organization sees the deliveries
 * of its own messages, but what a receiver answered only where it owns the application.
 */
@Tag(name = "Deliveries")
@Path("deliveries")
@ApplicationScoped
@Transactional
@OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION})
@Produces(MediaType.APPLICATION_JSON)
public class DeliveriesResource {

    private static final String NEXT = "next";

    @Inject
    private Export export;
    @Inject
    private Database database;
    @Inject
    private Redelivery redelivery;
    @Inject
    private LastAttempts lastAttempts;
    @Inject
    private AttemptRequests requests;
    @Inject
    private VisibleEndpoints endpoints;
    @Inject
    private CurrentCaller caller;
    @Inject
    private AuditLog audit;

    /**
     * Lists the deliveries that match the filter, newest first or, with {@code after}, oldest first. With the filters
     * {@code eventType}, {@code mode} and {@code outcome}, a page may have fewer items than its limit although more follow.
     */
    @Operation(operationId = "listDeliveries", summary = "List deliveries")
    @GET
    @Produces({MediaType.APPLICATION_JSON, Export.CSV, Export.NDJSON})
    public Page<DeliveryDocument> list(@BeanParam DeliveryFilter filter, @BeanParam Paging paging) {
        return export.of(paging, () -> page(filter, paging));
    }

    private Page<DeliveryDocument> page(DeliveryFilter filter, Paging paging) {
        var query = filter.query(database.entities(), paging.after(), caller);
        Map<String, LastAttempts.Last> last = new HashMap<>();
        return paging.pageOf(most -> {
            List<Delivery> page = query.rows().setMaxResults(most).getResultList();
            last.putAll(lastAttempts.of(page));
            return page;
        }, query.last(), delivery -> document(delivery, last), Delivery::id);
    }

    /** Returns one delivery. */
    @Operation(operationId = "getDelivery", summary = "Get a delivery")
    @GET
    @Path("{id}")
    public DeliveryDocument get(@PathParam("id") String id) {
        return document(find(id));
    }

    private DeliveryDocument document(Delivery delivery) {
        return document(delivery, lastAttempts.of(List.of(delivery)));
    }

    private DeliveryDocument document(Delivery delivery, Map<String, LastAttempts.Last> last) {
        return DeliveryDocument.of(delivery, last.get(delivery.id()), endpoints.manages(delivery.endpoint()));
    }

    /** Lists the attempts of one delivery, in their order. */
    @Operation(operationId = "listAttempts", summary = "List the attempts of a delivery")
    @GET
    @Path("{id}/attempts")
    public Page<AttemptDocument> attempts(@PathParam("id") String id) {
        Endpoint endpoint = find(id).endpoint();
        boolean manages = endpoints.manages(endpoint);
        var attempts = database.entities()
                .createQuery("SELECT a FROM Attempt a WHERE a.deliveryId = :id ORDER BY a.number", Attempt.class)
                .setParameter("id", id)
                .getResultList();
        return new Page<>(attempts.stream()
                .map(attempt -> AttemptDocument.of(attempt, endpoint.format(), manages)).toList(), null);
    }

    /**
     * Rebuilds the request of an attempt, by default the last one, as the endpoint is configured now. With {@code next}, builds
     * the one that another attempt would send if it began now, also for a delivery that was skipped. 404 for an attempt that was
     * not recorded; 409 if the organization does not enable the application any more, because its data are not shown then, or
     * if the content of the message was removed.
     */
    @Operation(operationId = "getSentRequest", summary = "Get the request of an attempt")
    @MayAnswer(ProblemType.CONFLICT)
    @GET
    @Path("{id}/request")
    public RequestDocument request(@PathParam("id") String id, @QueryParam("attempt") String attempt) {
        Delivery delivery = find(id);
        if (!endpoints.manages(delivery.endpoint())) {
            throw new ProblemException(ProblemType.FORBIDDEN, "Only the application, its owner or an operator can see requests.");
        }
        if (NEXT.equals(attempt)) {
            return requests.next(delivery);
        }
        if (attempt != null && !attempt.matches("[1-9][0-9]{0,5}")) {
            throw new ProblemException(ProblemType.INVALID_PARAMETER, "attempt must be the number of an attempt, or \"next\".");
        }
        return requests.rebuild(delivery, attempt == null ? delivery.attempts() : Integer.parseInt(attempt));
    }

    /**
     * Sends a settled delivery again with the same message id; 409 while it is pending or available, its endpoint is switched
     * off, or its organization does not enable the application, and once the content of its message was removed.
     */
    @Operation(operationId = "redeliver", summary = "Send a delivery again")
    @POST
    @Path("{id}/redeliver")
    @Needs(Capability.OPERATE)
    @APIResponse(responseCode = "202", description = "The delivery, which is pending, or available, again", content = @Content(
            mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = DeliveryDocument.class)))
    public Response redeliver(@PathParam("id") String id) {
        Delivery delivery = find(id);
        if (!endpoints.manages(delivery.endpoint())) {
            throw new ProblemException(ProblemType.FORBIDDEN, "Only the application, its owner or an operator can redeliver.");
        }
        redelivery.again(delivery);
        audit.record("delivery.redelivered", AuditedObject.ofApplication(id, delivery.endpoint().applicationId()), null, null);
        database.entities().refresh(delivery);
        return Response.accepted(document(delivery)).build();
    }

    private Delivery find(String id) {
        Delivery delivery = database.entities().find(Delivery.class, id);
        if (delivery == null || !isVisible(delivery)) {
            throw ProblemException.notFound("delivery " + id);
        }
        return delivery;
    }

    private boolean isVisible(Delivery delivery) {
        return caller.organization().filter(own -> own == delivery.message().organizationId()).isPresent()
                || endpoints.manages(delivery.endpoint());
    }
}
