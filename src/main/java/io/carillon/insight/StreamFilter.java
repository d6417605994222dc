package io.carillon.insight;

import io.carillon.endpoint.Endpoint;
import io.carillon.http.IdParameter;
import io.carillon.http.WordParameter;
import io.carillon.message.Delivery;
import io.carillon.message.DeliveryState;
import io.carillon.message.Message;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Which deliveries a stream shows: the filters of {@code GET /deliveries}, but no period. An absent filter restricts nothing. */
public class StreamFilter {

    @QueryParam("application")
    private String application;
    @QueryParam("endpoint")
    private String endpoint;
    @QueryParam("organization")
    private String organization;
    @QueryParam("resourceType")
    private String resourceType;
    @QueryParam("resourceId")
    private String resourceId;
    @QueryParam("eventType")
    private String eventType;
    @Parameter(description = "The state of the deliveries", schema = @Schema(implementation = DeliveryState.class))
    @QueryParam("status")
    private String status;

    /** This filter; 400 for a value that cannot match anything. */
    StreamFilter checked() {
        IdParameter.read("organization", organization);
        WordParameter.read("status", status, WordParameter.words(DeliveryState.class));
        return this;
    }

    boolean matches(Delivery delivery) {
        Message message = delivery.message();
        Endpoint to = delivery.endpoint();
        return is(application, to.applicationId()) && is(endpoint, to.id())
                && is(organization, String.valueOf(message.organizationId())) && is(resourceType, message.resourceType())
                && is(resourceId, message.resourceId()) && is(eventType, message.eventType())
                && is(status, delivery.state().word());
    }

    private static boolean is(String wanted, String value) {
        return wanted == null || wanted.equals(value);
    }
}
