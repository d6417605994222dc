package io.carillon.coalescing;

import io.carillon.catalog.NotificationRule;
import io.carillon.catalog.Operation;
import java.time.Instant;

/**
 * A change that means something, with the organization that is notified of it.
 *
 * @param reportedBy the organization named by the change; ids of changes count within it
 * @param key        the object that is announced, under the organization to notify
 * @param at         when it happened, or when it was sent if the producer does not say
 * @param data       canonical JSON or null
 */
record ResolvedChange(long reportedBy, String changeId, BucketKey key, NotificationRule audience, Operation operation,
        String eventType, Instant at, String data) {

    boolean isSilent() {
        return audience == NotificationRule.SILENT;
    }

    Summary summary() {
        return Summary.of(operation, eventType, at, data);
    }
}
