package io.carillon.insight;

import io.carillon.endpoint.DeliveryMode;
import java.time.Instant;

/**
 * A message about an object.
 *
 * @param changes how many changes it covers
 */
record SentMessage(String id, long organizationId, String resourceType, String eventType, String operation, DeliveryMode mode,
        int changes, Instant createdAt) {

    boolean isInstant() {
        return mode == DeliveryMode.INSTANT;
    }
}
