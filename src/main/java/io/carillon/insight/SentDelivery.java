package io.carillon.insight;

import io.carillon.message.DeliveryState;
import java.time.Instant;

/**
 * A delivery with its last attempt.
 *
 * @param reason    why it was cancelled, or null
 * @param waitsFor  the delivery before it, for which it waits, or null
 * @param attemptAt when its last attempt started; like the next three null if there was none
 * @param outcome   {@code succeeded} or the kind of failure
 * @param status    the HTTP status of the response, or null
 * @param detail    what went wrong, or null
 */
record SentDelivery(String id, String messageId, String endpointId, String applicationId, DeliveryState state, int attempts,
        Instant dueAt, Instant createdAt, Instant completedAt, String reason, String waitsFor, Instant attemptAt, String outcome,
        Integer status, String detail) {
}
