package io.carillon.message;

import io.carillon.endpoint.TrackRecord;
import java.time.Instant;

/**
 * A pending delivery that is due, as a claim finds it.
 *
 * @param tenant the organization that owns the application, or the application's id when no organization does
 * @param scheduleFrom the attempts that its retry schedule does not count
 * @param fence  the number of its newest claim; 0 when it was never claimed
 * @param waitsFor the delivery that it waits for, if that one has not ended; null unless its endpoint is ordered
 * @param seenAt the database's time when it was found
 */
public record DueDelivery(String id, String messageId, String endpointId, int attempts, int scheduleFrom, int fence,
        String waitsFor, String tenant, TrackRecord trackRecord, Instant seenAt) {
}
