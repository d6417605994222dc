package io.carillon.dispatch;

import io.carillon.message.Delivery;
import io.carillon.sending.DeliveryResult.Answered;
import io.carillon.sending.DeliveryResult;
import java.time.Duration;

/**
 * A delivery that this node has leased.
 *
 * @param claimedAt by {@link System#nanoTime()}
 */
public record ClaimedDelivery(Delivery delivery, Recipient recipient, long claimedAt) {

    boolean waitedLongerThan(Duration limit) {
        return System.nanoTime() - claimedAt > limit.toNanos();
    }

    /** Whether {@code result} is what the endpoint's format takes for success. */
    boolean isSuccess(DeliveryResult result) {
        return result instanceof Answered answered && delivery.endpoint().format().isSuccess(answered.status());
    }
}
