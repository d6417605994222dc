package io.carillon.queue;

import java.time.Instant;
import java.util.List;

/**
 * What a producer reports. It is well-formed but not yet checked against the catalog: either
 * {@code eventType} is given, or {@code resourceType} and {@code resourceOperation} are.
 *
 * @param id                the producer's id for this change, unique within the organization; null when it gave none
 * @param resourceOperation one of {@code create, update, delete}
 * @param occurredAt        when it happened, according to the producer; may be null
 * @param data              canonical JSON text of an object; may be null
 * @param endpoints         ids of the endpoints that alone may get it; empty if any may
 * @param isRetried         whether a failed attempt to announce it may be repeated
 */
public record Change(String id, long organizationId, String eventType, String resourceType, String resourceOperation,
        String resourceId, Instant occurredAt, String data, List<String> endpoints, boolean isRetried) {

    /** The producer of the changes that Carillon itself reports. */
    public static final String OURSELVES = "carillon";

    /** One that any endpoint may get, and that is retried. */
    public Change(String id, long organizationId, String eventType, String resourceType, String resourceOperation,
            String resourceId, Instant occurredAt, String data) {
        this(id, organizationId, eventType, resourceType, resourceOperation, resourceId, occurredAt, data, List.of(), true);
    }

    /** A copy with another id. */
    public Change withId(String newId) {
        return new Change(newId, organizationId, eventType, resourceType, resourceOperation, resourceId, occurredAt, data,
                endpoints, isRetried);
    }
}
