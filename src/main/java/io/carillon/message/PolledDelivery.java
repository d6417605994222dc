package io.carillon.message;

/**
 * A delivery that a poll finds.
 *
 * @param place     where it stands among those of its endpoint
 * @param objection why it may not be read although it is open or was read; null if it may
 * @param size      of the data of its message, in bytes
 */
public record PolledDelivery(long place, String id, String messageId, DeliveryState state, CancelReason objection, long size) {

    /** Whether it is available, and no poll has confirmed that it was read. */
    boolean isOpen() {
        return state == DeliveryState.AVAILABLE;
    }

    /** Whether it is open or was read, and nothing speaks against it. */
    public boolean mayBeRead() {
        return objection == null && (isOpen() || state == DeliveryState.SUCCEEDED);
    }

    /** Whether it is open and has to be cancelled. */
    public boolean isToBeCancelled() {
        return objection != null && isOpen();
    }
}
