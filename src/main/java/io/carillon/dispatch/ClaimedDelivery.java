package io.carillon.dispatch;

import io.carillon.message.Delivery;
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
}
