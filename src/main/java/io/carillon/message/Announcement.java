package io.carillon.message;

import io.carillon.endpoint.DeliveryMode;
import io.carillon.trace.TraceLinks;
import java.time.Instant;

/**
 * What a message says, without its id and its recipients. Operation, event type and data belong together; the number of changes
 * and their times are those of all that it summarises.
 *
 * @param operation what happened, as the documents name it
 * @param mode      whether it summarises a window or reports one change
 * @param changes   how many changes it summarises
 * @param data      canonical JSON text of an object, or null
 * @param links     {@link TraceLinks} to the changes that are traced; null if none is
 */
public record Announcement(long organizationId, String resourceType, String resourceId, String operation, String eventType,
        DeliveryMode mode, int changes, Instant firstChangeAt, Instant lastChangeAt, String data, String links) {

    /** Of changes that are not traced. */
    public Announcement(long organizationId, String resourceType, String resourceId, String operation, String eventType,
            DeliveryMode mode, int changes, Instant firstChangeAt, Instant lastChangeAt, String data) {
        this(organizationId, resourceType, resourceId, operation, eventType, mode, changes, firstChangeAt, lastChangeAt, data,
                null);
    }
}
