package io.carillon.insight;

import io.carillon.endpoint.DeliveryMode;
import java.time.Instant;

/**
 * A message about an object.
 *
 * @param changes          how many changes it covers
 * @param contentRemovedAt when its data were removed; null if they were not
 * @param isOnce           whether a failed attempt is not repeated, because all of its changes said so
 */
record SentMessage(String id, long organizationId, String resourceType, String eventType, String operation, DeliveryMode mode,
        int changes, Instant createdAt, Instant contentRemovedAt, boolean isOnce) {

    boolean isInstant() {
        return mode == DeliveryMode.INSTANT;
    }
}
