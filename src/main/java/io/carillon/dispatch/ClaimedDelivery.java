package io.carillon.dispatch;

import io.carillon.message.Delivery;
import java.time.Duration;

/**
 * A delivery that this node has leased.
 *
 * @param claimedAt the {@link System#nanoTime()} of the claim
 * @param slotAt    the {@link System#nanoTime()} at which its attempt may start, at the earliest; null without a rate limit
 */
public record ClaimedDelivery(Delivery delivery, Recipient recipient, long claimedAt, Long slotAt) {

    /** How late an attempt may start after its slot. If it were later, attempts would come faster than the limit allows. */
    static final Duration LENIENCE = Duration.ofSeconds(1);

    /** One that may start at once. */
    static ClaimedDelivery of(Delivery delivery, Recipient recipient, long claimedAt) {
        return new ClaimedDelivery(delivery, recipient, claimedAt, null);
    }

    boolean waitedLongerThan(Duration limit) {
        return System.nanoTime() - claimedAt > limit.toNanos();
    }

    /** Whether it has to wait for its slot. */
    boolean hasSlot() {
        return slotAt != null;
    }

    /** Whether it has waited for a thread for so long that its slot is over. */
    boolean missedItsSlot() {
        return hasSlot() && System.nanoTime() - slotAt > LENIENCE.toNanos();
    }
}
