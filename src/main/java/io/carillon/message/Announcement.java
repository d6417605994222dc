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
 * @param isOnce    whether none of the changes is to be retried
 * @param isRestricted whether one of them named the endpoints that alone may get it
 */
public record Announcement(long organizationId, String resourceType, String resourceId, String operation, String eventType,
        DeliveryMode mode, int changes, Instant firstChangeAt, Instant lastChangeAt, String data, String links,
        boolean isOnce, boolean isRestricted) {

    /** Of changes that are not traced and said nothing about their announcement. */
    public Announcement(long organizationId, String resourceType, String resourceId, String operation, String eventType,
            DeliveryMode mode, int changes, Instant firstChangeAt, Instant lastChangeAt, String data) {
        this(organizationId, resourceType, resourceId, operation, eventType, mode, changes, firstChangeAt, lastChangeAt, data,
                null, false, false);
    }

    /** The same at other times, without links. */
    Announcement at(Instant first, Instant last) {
        return new Announcement(organizationId, resourceType, resourceId, operation, eventType, mode, changes, first, last, data,
                null, isOnce, isRestricted);
    }
}
