package io.carillon.queue;

import java.time.Instant;

/**
 * What a producer says happened (design, section 3). Well-formed, but not yet known to mean anything: either
 * {@code eventType} is there, or {@code resourceType} and {@code resourceOperation} are.
 *
 * @param id                the producer's own id of this change, unique within the organization; null when it has none
 * @param resourceOperation one of {@code create, update, delete}
 * @param occurredAt        when it happened, as the producer says; may be null
 * @param data              canonical JSON text of an object; may be null
 */
public record Change(String id, long organizationId, String eventType, String resourceType, String resourceOperation,
        String resourceId, Instant occurredAt, String data) {

    /** This change under another id. */
    public Change withId(String newId) {
        return new Change(newId, organizationId, eventType, resourceType, resourceOperation, resourceId, occurredAt, data);
    }
}
