package io.carillon.insight;

import io.carillon.access.Caller;
import io.carillon.access.Capability;
import io.carillon.access.CurrentCaller;
import io.carillon.access.OpenTo;
import io.carillon.access.Role;
import io.carillon.message.Delivery;
import io.carillon.message.DeliveryIds;
import io.carillon.platform.Draining;
import io.carillon.platform.FactLog;
import io.carillon.problem.MayAnswer;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * {@code GET /stream}: deliveries as they happen, as server-sent events. A client that was disconnected continues with the header
 * {@code Last-Event-ID}. A node has a limited number of streams.
 */
@Tag(name = "Deliveries")
@Path("stream")
@ApplicationScoped
@OpenTo({Role.OPERATOR, Role.ORGANIZATION, Role.APPLICATION})
public class StreamResource {

    private static final FactLog LOG = FactLog.of(StreamResource.class);
    /** Each holds a thread of the server's, which has 250 for requests. */
    static final int MOST_STREAMS = 50;
    static final int MOST_STREAMS_OF_A_KEY = 5;

    @Inject
    private LiveDeliveries live;
    @Inject
    private StreamedDeliveries deliveries;
    @Inject
    private CurrentCaller caller;
    @Inject
    private Draining draining;

    /**
     * Shows deliveries that are written, attempted or settled from now on, or after {@code Last-Event-ID}. An event may come
     * twice. An event without data, which clients do not show, gives a client its first {@code Last-Event-ID}.
     */
    @Operation(operationId = "streamDeliveries", summary = "Stream deliveries as they happen")
    @MayAnswer(ProblemType.TOO_MANY_REQUESTS)
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @APIResponse(responseCode = "200", description = "Events named delivery, each with a delivery as JSON", content = @Content(
            mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(type = SchemaType.STRING), example = """
            id: dl_01a218b9074b00000000000000000000

            id: dl_01a218b90756832ee46d2ad549dac4cb
            event: delivery
            data: {"id":"dl_01a218b90756832ee46d2ad549dac4cb","status":"succeeded"}

            """))
    public Response stream(@BeanParam StreamFilter filter, @HeaderParam("Last-Event-ID") String lastId) {
        StreamFilter checked = filter.checked();
        if (lastId != null && !lastId.matches(DeliveryIds.PATTERN)) {
            throw new ProblemException(ProblemType.INVALID_PARAMETER, "Last-Event-ID must be the id of a delivery.");
        }
        refuseTooMany();
        String keyId = caller.get().keyId();
        Predicate<Delivery> managed = managed();
        Optional<Long> organization = caller.organization();
        Predicate<Delivery> visible = delivery -> checked.matches(delivery) && (managed.test(delivery)
                || organization.filter(own -> own == delivery.message().organizationId()).isPresent());
        DeliveryStream stream = new DeliveryStream(keyId, live.now(), visible, managed);
        Supplier<Optional<Caller>> again = caller.again();
        BooleanSupplier isAllowed = () -> !draining.isDraining()
                && again.get().filter(found -> found.keyId().equals(keyId)
                        && found.capabilities().contains(Capability.VIEW)).isPresent();
        StreamingOutput events = out -> show(stream, out, lastId, isAllowed);
        return Response.ok(events).header("X-Accel-Buffering", "no").build();
    }

    private void show(DeliveryStream stream, OutputStream out, String lastId, BooleanSupplier isAllowed) {
        live.add(stream);
        try {
            stream.run(out, lastId, deliveries::page, isAllowed);
        } catch (IOException e) {
            LOG.debug("stream.ended", "reason", "the client has gone");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            live.remove(stream);
        }
    }

    private void refuseTooMany() {
        if (live.countOf(caller.get().keyId()) >= MOST_STREAMS_OF_A_KEY) {
            throw new ProblemException(ProblemType.TOO_MANY_REQUESTS,
                    "This key or token has " + MOST_STREAMS_OF_A_KEY + " streams already.");
        }
        if (live.count() >= MOST_STREAMS) {
            throw new ProblemException(ProblemType.UNAVAILABLE, "This node has " + MOST_STREAMS + " streams already.");
        }
    }

    /** Deliveries to endpoints that the caller manages; an organization sees those of its own messages too. */
    private Predicate<Delivery> managed() {
        Optional<String> application = caller.application();
        Set<String> owned = caller.organization().map(deliveries::ownedBy).orElse(null);
        return delivery -> application.map(own -> own.equals(delivery.endpoint().applicationId())).orElse(true)
                && (owned == null || owned.contains(delivery.endpoint().applicationId()));
    }
}
