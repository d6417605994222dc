package io.carillon.insight;

import io.carillon.message.Delivery;
import io.carillon.tracking.LastAttempts;

/**
 * A delivery as a stream shows it.
 *
 * @param last its last attempt; null if there was none
 */
record StreamedDelivery(Delivery delivery, LastAttempts.Last last) {

    String id() {
        return delivery.id();
    }
}
