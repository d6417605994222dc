package io.carillon.tracking;

import io.carillon.message.Delivery;
import io.carillon.sending.DeliveryResult;
import io.carillon.sending.Verdict;

/** What came of the attempt that {@code delivery} was claimed for. */
public record Outcome(Delivery delivery, DeliveryResult result) {

    Verdict verdict() {
        return Verdict.of(result, delivery.endpoint().format());
    }

    /** The number of the attempt. */
    int attempt() {
        return delivery.attempts() + 1;
    }
}
