package io.carillon.message;

import java.time.Instant;

/**
 * The state of a delivery after an attempt.
 *
 * @param fence    the number of the claim under which the attempt was made
 * @param attempts how many attempts were recorded before this one
 * @param dueAt    when the next attempt is due; null unless the delivery stays pending
 */
public record NextState(String id, int fence, int attempts, DeliveryState state, Instant dueAt) {
}
