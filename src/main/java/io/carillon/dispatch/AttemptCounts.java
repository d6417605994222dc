package io.carillon.dispatch;

import io.carillon.message.Delivery;
import io.carillon.message.DeliveryState;
import io.carillon.message.Message;
import io.carillon.sending.DeliveryResult;
import io.carillon.statistics.DeliveryCounts.Attempted;
import io.carillon.statistics.DeliveryCounts.Next;
import io.carillon.statistics.Subject;
import io.carillon.tracking.Outcomes.Recorded;

/** What the statistics count of a recorded attempt. An attempt under an overtaken claim is not recorded, and not counted. */
final class AttemptCounts {

    private AttemptCounts() {
    }

    static Attempted of(Recorded recorded) {
        Delivery delivery = recorded.outcome().delivery();
        DeliveryResult result = recorded.outcome().result();
        return new Attempted(subjectOf(delivery), result.startedAt(), recorded.outcome().verdict().outcome(),
                next(recorded.state()), result.millis(),
                delivery.attempts() == 0 ? delivery.message().firstChangeAt() : null);
    }

    private static Next next(DeliveryState state) {
        return switch (state) {
            case PENDING -> Next.RETRY;
            case FAILED -> Next.GIVEN_UP;
            default -> Next.NOTHING;
        };
    }

    static Subject subjectOf(Delivery delivery) {
        Message message = delivery.message();
        return new Subject(delivery.endpoint().id(), message.organizationId(), message.eventType());
    }
}
