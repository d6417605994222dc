package io.carillon.dispatch;

import io.carillon.endpoint.EndpointStatus;
import io.carillon.endpoint.SwitchedOffEndpoints;
import io.carillon.message.Deliveries;
import io.carillon.message.DeliveryState;
import io.carillon.message.Messages;
import io.carillon.platform.UnitOfWork;
import io.carillon.settings.Settings;
import io.carillon.statistics.Subject;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Settles what is pending for endpoints that were switched off or deleted, a page per transaction, whether it is due or waits
 * for a retry. Attempts that are in flight go on; what they leave pending is settled by the next claim.
 */
@UnitOfWork
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Settlement {

    /** Deliveries per transaction. */
    static final int PAGE = 1_000;

    @Inject
    SwitchedOffEndpoints endpoints;
    @Inject
    Deliveries deliveries;
    @Inject
    Messages messages;
    @Inject
    Settings settings;

    /** Returns the ids of the endpoints that have something to settle. */
    public List<String> endpoints() {
        return endpoints.unsettled();
    }

    /** Settles a page of an endpoint's deliveries with ids after {@code after}, which is empty for the first page. */
    public Page settle(String endpointId, String after) {
        Optional<EndpointStatus> status = endpoints.lock(endpointId);
        if (status.isEmpty()) {
            return new Page(0, after, Map.of());
        }
        DeliveryState state = DeliveryState.unsent(status.get());
        List<String> ids = deliveries.lockUnclaimed(endpointId, after, DeliveryClaims.lease(settings), PAGE);
        deliveries.settle(ids.stream().collect(Collectors.toMap(Function.identity(), id -> state)));
        Page page = new Page(ids.size(), ids.isEmpty() ? after : ids.get(ids.size() - 1),
                state == DeliveryState.SKIPPED ? messages.subjectsOf(ids) : Map.of());
        if (!page.isFull()) {
            endpoints.settled(endpointId);
        }
        return page;
    }

    /**
     * The result of a page.
     *
     * @param last    the id after which the next page begins
     * @param skipped how many were skipped of which subject
     */
    public record Page(int settled, String last, Map<Subject, Integer> skipped) {
        boolean isFull() {
            return settled == PAGE;
        }
    }
}
