package io.carillon.message;

import java.time.Instant;

/**
 * What an attempt's outcome makes of its delivery.
 *
 * @param fence    the claim that the attempt was made under
 * @param attempts how many attempts were recorded before this one
 * @param dueAt    when the next attempt is due; null unless the delivery stays pending
 */
public record NextState(String id, int fence, int attempts, DeliveryState state, Instant dueAt) {
}
