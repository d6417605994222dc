package io.carillon.operations;

import io.carillon.message.Delivery;
import java.time.Instant;

/**
 * A delivery whose last attempt failed.
 *
 * @param attempts      how many attempts there were
 * @param lastAttemptAt when the last one started
 * @param outcome       the word of its outcome
 * @param status        the HTTP status, or null if there was no response
 */
public record FailedDelivery(Delivery delivery, int attempts, Instant lastAttemptAt, String outcome, Integer status) {
}
