package io.carillon.message;

import io.carillon.endpoint.Subscriber;
import io.carillon.statistics.DeliveryCounts;
import io.carillon.statistics.Subject;
import java.util.List;

/** An announcement with the endpoints that get it. */
public record Addressed(Announcement announcement, List<Subscriber> subscribers) {

    /** Counts the deliveries that are written as skipped; call once, when they are committed. */
    public void countSkipped(DeliveryCounts counts) {
        for (Subscriber subscriber : subscribers) {
            if (!subscriber.isActive()) {
                counts.skipped(new Subject(subscriber.endpointId(), announcement.organizationId(), announcement.eventType()), 1);
            }
        }
    }
}
