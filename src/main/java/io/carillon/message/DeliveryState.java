package io.carillon.message;

import io.carillon.platform.EnumWords;

/** The state of a delivery. All states but pending are final, until the delivery is redelivered. */
public enum DeliveryState {
    PENDING, SUCCEEDED, FAILED,
    /** It may not be sent any more; {@link CancelReason} says why. */
    CANCELLED,
    /** The endpoint was switched off; kept so that it can be redelivered. */
    SKIPPED;

    /** The name in the database and in the API. */
    public String word() {
        return EnumWords.of(this);
    }
}
