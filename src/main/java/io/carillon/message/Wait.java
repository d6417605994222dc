package io.carillon.message;

import java.time.Duration;

/**
 * What a delivery to an ordered endpoint waits for.
 *
 * @param deliveryId the delivery before it
 * @param most       after what time a claim looks whether it still has to wait
 */
public record Wait(String deliveryId, Duration most) {
}
