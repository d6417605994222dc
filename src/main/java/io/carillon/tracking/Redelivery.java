package io.carillon.tracking;

import io.carillon.message.Deliveries;
import io.carillon.message.DeliveriesWritten;
import io.carillon.message.Delivery;
import io.carillon.message.DeliveryState;
import io.carillon.platform.FactLog;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;

/**
 * Sends settled deliveries again: the same message with the same id, as the next attempt of its delivery, with a fresh retry
 * schedule. A service that sends a message only once must let its users request it again. Runs in the transaction of the request.
 */
@ApplicationScoped
class Redelivery {

    private static final FactLog LOG = FactLog.of(Redelivery.class);

    @Inject
    private Deliveries deliveries;
    @Inject
    private Event<DeliveriesWritten> written;

    /**
     * Makes one delivery pending again.
     *
     * @throws ProblemException 409 when it is still pending, when its endpoint is switched off or deleted, or when its
     *         organization does not enable the application
     */
    void again(Delivery delivery) {
        if (delivery.state() == DeliveryState.PENDING) {
            throw new ProblemException(ProblemType.CONFLICT, "The delivery is pending and will be sent anyway.");
        }
        if (delivery.endpoint().isDeleted()) {
            throw new ProblemException(ProblemType.CONFLICT,
                    "The endpoint " + delivery.endpoint().id() + " was deleted; nothing can be sent to it any more.");
        }
        requireActive(delivery.endpoint().isActive(), delivery.endpoint().id());
        if (!deliveries.hasConsent(delivery.id())) {
            throw new ProblemException(ProblemType.CONFLICT, "The organization " + delivery.message().organizationId()
                    + " does not enable the application " + delivery.endpoint().applicationId() + "; nothing may be sent to it.");
        }
        int rows = deliveries.reopen(delivery.id());
        written.fire(new DeliveriesWritten());
        LOG.info("delivery.redelivered", "id", delivery.id(), "endpoint", delivery.endpoint().id(), "count", rows);
    }

    /**
     * Makes pending again those of an endpoint's deliveries that were created in [from, to) and have one of {@code states}.
     * Leaves out those of organizations that do not enable the application.
     */
    int again(String endpointId, boolean active, Instant from, Instant to, Collection<DeliveryState> states) {
        requireActive(active, endpointId);
        int rows = deliveries.reopen(endpointId, from, to, states);
        written.fire(new DeliveriesWritten());
        LOG.info("endpoint.redelivered", "endpoint", endpointId, "from", from, "to", to, "count", rows);
        return rows;
    }

    private static void requireActive(boolean active, String endpointId) {
        if (!active) {
            throw new ProblemException(ProblemType.CONFLICT,
                    "The endpoint " + endpointId + " is switched off; enable it first.");
        }
    }
}
