package io.carillon.tracking;

import io.carillon.message.Delivery;
import io.carillon.sending.DeliveryResult;
import io.carillon.sending.Verdict;

/** The result of the attempt that {@code delivery} was claimed for, and what it means for the endpoint. */
public record Outcome(Delivery delivery, DeliveryResult result, Verdict verdict) {

    /** The number of the attempt. */
    int attempt() {
        return delivery.attempts() + 1;
    }
}
