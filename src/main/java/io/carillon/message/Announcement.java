package io.carillon.message;

import io.carillon.endpoint.Subscriber;
import java.time.Instant;
import java.util.List;

/**
 * What a message is to say, and the endpoints that are to get it.
 *
 * @param operation the documents' word
 * @param mode      {@link #COALESCED} or {@link #INSTANT}
 * @param changes   how many changes it summarises
 * @param data      canonical JSON text of an object, or null
 */
public record Announcement(long organizationId, String resourceType, String resourceId, String operation, String eventType,
        String mode, int changes, Instant firstChangeAt, Instant lastChangeAt, String data, List<Subscriber> subscribers) {

    /** Summarises a window. */
    public static final String COALESCED = "coalesced";
    /** Tells one change. */
    public static final String INSTANT = "instant";
}
