package io.carillon.insight;

import io.carillon.endpoint.DeliveryMode;
import java.time.Instant;

/**
 * A message about an object.
 *
 * @param changes          how many changes it covers
 * @param contentRemovedAt when its data were removed; null if they were not
 */
record SentMessage(String id, long organizationId, String resourceType, String eventType, String operation, DeliveryMode mode,
        int changes, Instant createdAt, Instant contentRemovedAt) {

    boolean isInstant() {
        return mode == DeliveryMode.INSTANT;
    }
}
