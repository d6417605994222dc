package io.carillon.tracking;

import io.carillon.database.Database;
import io.carillon.message.Delivery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The last recorded attempts of a page of deliveries, without what the receivers answered. */
@ApplicationScoped
public class LastAttempts {

    @Inject
    private Database database;

    /** Those of {@code deliveries} that have any, by the id of the delivery. */
    public Map<String, Last> of(List<Delivery> deliveries) {
        if (deliveries.isEmpty()) {
            return Map.of();
        }
        Map<String, Last> last = new HashMap<>();
        database.entities().createQuery("""
                SELECT a.deliveryId, a.outcome, a.status FROM Attempt a, Delivery d
                WHERE d.id IN :ids AND a.deliveryId = d.id AND a.number = d.attempts""", Object[].class)
                .setParameter("ids", deliveries.stream().map(Delivery::id).toList())
                .getResultList().forEach(row -> last.put((String) row[0], new Last((String) row[1], (Integer) row[2])));
        return last;
    }

    /** How an attempt ended; {@code status} is null without a response. */
    public record Last(String outcome, Integer status) {
    }
}
