package io.carillon.message;

import io.carillon.endpoint.EndpointStatus;
import io.carillon.platform.EnumWords;

/** The state of a delivery. All states but the first two are final, until the delivery is redelivered. */
public enum DeliveryState {
    PENDING,
    /** It waits for the receiver, which polls. */
    AVAILABLE,
    SUCCEEDED, FAILED,
    /** It may not be sent any more; {@link CancelReason} says why. */
    CANCELLED,
    /** The endpoint was switched off; kept so that it can be redelivered. */
    SKIPPED;

    /** The final state of a delivery that is not sent, because its endpoint was deleted or switched off. */
    public static DeliveryState unsent(EndpointStatus status) {
        return status == EndpointStatus.DELETED ? CANCELLED : SKIPPED;
    }

    /** The name in the database and in the API. */
    public String word() {
        return EnumWords.of(this);
    }
}
