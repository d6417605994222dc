package io.carillon.dispatch;

import io.carillon.message.Delivery;
import java.time.Duration;

/**
 * A delivery that this node has leased.
 *
 * @param claimedAt the {@link System#nanoTime()} of the claim
 */
public record ClaimedDelivery(Delivery delivery, Recipient recipient, long claimedAt) {

    boolean waitedLongerThan(Duration limit) {
        return System.nanoTime() - claimedAt > limit.toNanos();
    }
}
