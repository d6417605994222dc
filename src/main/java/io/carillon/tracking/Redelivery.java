package io.carillon.tracking;

import io.carillon.endpoint.Endpoint;
import io.carillon.job.JobPage;
import io.carillon.message.Deliveries;
import io.carillon.message.DeliveriesWritten;
import io.carillon.message.Delivery;
import io.carillon.message.DeliveryState;
import io.carillon.message.Reopening;
import io.carillon.platform.FactLog;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Sends settled deliveries again: the same message with the same id, as the next attempt of its delivery, with a fresh retry
 * schedule. A service that sends a message only once must let its users request it again. Runs in the transaction of the request.
 */
@ApplicationScoped
class Redelivery {

    private static final FactLog LOG = FactLog.of(Redelivery.class);

    /** So that the request's transaction stays short. */
    private static final int MOST_AT_ONCE = 10_000;

    @Inject
    private Deliveries deliveries;
    @Inject
    private Reopening reopening;
    @Inject
    private RedeliveryPages pages;
    @Inject
    private Event<DeliveriesWritten> written;

    /**
     * Makes one delivery pending, or available, again.
     *
     * @throws ProblemException 409 when it still is, when its endpoint is switched off or deleted, when its
     *         organization does not enable the application, or when the content of its message was removed
     */
    void again(Delivery delivery) {
        if (delivery.state() == DeliveryState.PENDING) {
            throw new ProblemException(ProblemType.CONFLICT, "The delivery is pending and will be sent anyway.");
        }
        if (delivery.state() == DeliveryState.AVAILABLE) {
            throw new ProblemException(ProblemType.CONFLICT, "The delivery is available, and its receiver has only to poll.");
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
        if (delivery.lacksContent()) {
            throw withoutContent(delivery);
        }
        int rows = reopening.reopen(delivery.id());
        written.fire(new DeliveriesWritten());
        LOG.info("delivery.redelivered", "id", delivery.id(), "endpoint", delivery.endpoint().id(), "count", rows);
    }

    /**
     * Makes pending again the deliveries to one endpoint that {@code selection} matches. Leaves out those of organizations that
     * do not enable the application, and of messages whose content was removed.
     *
     * @throws ProblemException 409 when the endpoint is switched off, or when more match than one request may send again
     */
    int again(Endpoint endpoint, RedeliverySelection selection) {
        requireActive(endpoint.isActive(), endpoint.id());
        Set<String> possible = reopening.thatMayBeSent(matching(selection));
        reopening.reopen(possible);
        written.fire(new DeliveriesWritten());
        LOG.info("endpoint.redelivered", "endpoint", endpoint.id(), "from", selection.from(), "to", selection.to(),
                "count", possible.size());
        return possible.size();
    }

    private List<String> matching(RedeliverySelection selection) {
        String highest = pages.highestId(selection);
        List<String> ids = new ArrayList<>();
        JobPage page = new JobPage(List.of(), RedeliveryPages.firstId(selection), false);
        while (!page.isLast()) {
            page = pages.next(selection, page.lastId(), highest, JobPage.LOOKED_AT);
            ids.addAll(page.ids());
            if (ids.size() > MOST_AT_ONCE) {
                throw new ProblemException(ProblemType.CONFLICT, "More than " + MOST_AT_ONCE
                        + " deliveries match. Send them again in the background, with POST /redeliveries.");
            }
        }
        return ids;
    }

    /** 409: only the fact that there was a message is left of it. */
    static ProblemException withoutContent(Delivery delivery) {
        return new ProblemException(ProblemType.CONFLICT, "The content of the message " + delivery.message().id()
                + " was removed at " + delivery.message().contentRemovedAt() + ". Only thin endpoints can still get it.");
    }

    /** 409 unless the endpoint is active. */
    static void requireActive(boolean active, String endpointId) {
        if (!active) {
            throw new ProblemException(ProblemType.CONFLICT,
                    "The endpoint " + endpointId + " is switched off; enable it first.");
        }
    }
}
