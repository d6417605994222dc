package io.carillon.tracking;

import io.carillon.database.Database;
import io.carillon.message.DeliveriesDue;
import io.carillon.message.Delivery;
import io.carillon.message.DeliveryState;
import io.carillon.platform.FactLog;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.Query;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;

/**
 * Sends again what is settled: the same message under the same id, as the next attempt of its delivery. Who sends once
 * owes its users a way to ask again. It takes part in the transaction of the request.
 */
@ApplicationScoped
class Redelivery {

    private static final FactLog LOG = FactLog.of(Redelivery.class);
    private static final String AGAIN = """
            UPDATE delivery SET state = 'pending', due_at = clock_timestamp(), completed_at = NULL WHERE""";

    @Inject
    private Database database;
    @Inject
    private Event<DeliveriesDue> due;

    /**
     * Makes one delivery pending again.
     *
     * @throws ProblemException 409 when it still is, or when its endpoint is switched off
     */
    void again(Delivery delivery) {
        if (delivery.state() == DeliveryState.PENDING) {
            throw new ProblemException(ProblemType.CONFLICT, "The delivery is pending and will be sent anyway.");
        }
        requireActive(delivery.endpoint().isActive(), delivery.endpoint().id());
        int rows = run(database.entities().createNativeQuery(AGAIN + " id = ? AND state <> 'pending'")
                .setParameter(1, delivery.id()));
        LOG.info("delivery.redelivered", "id", delivery.id(), "endpoint", delivery.endpoint().id(), "count", rows);
    }

    /** Makes an endpoint's deliveries pending again that were written in [from, to) and have one of {@code states}. */
    int again(String endpointId, boolean active, Instant from, Instant to, Collection<DeliveryState> states) {
        requireActive(active, endpointId);
        String words = String.join(", ", states.stream().map(state -> "'" + state.word() + "'").toList());
        int rows = run(database.entities().createNativeQuery(
                AGAIN + " endpoint_id = ? AND created_at >= ? AND created_at < ? AND state IN (" + words + ")")
                .setParameter(1, endpointId)
                .setParameter(2, from.atOffset(ZoneOffset.UTC))
                .setParameter(3, to.atOffset(ZoneOffset.UTC)));
        LOG.info("endpoint.redelivered", "endpoint", endpointId, "from", from, "to", to, "count", rows);
        return rows;
    }

    private int run(Query update) {
        int rows = update.executeUpdate();
        due.fire(new DeliveriesDue());
        return rows;
    }

    private static void requireActive(boolean active, String endpointId) {
        if (!active) {
            throw new ProblemException(ProblemType.CONFLICT,
                    "The endpoint " + endpointId + " is switched off; enable it first.");
        }
    }
}
