package io.carillon.dispatch;

import io.carillon.dispatch.Backlog.LeftOut;
import io.carillon.endpoint.TrackRecord;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The endpoints with deliveries that this node left to a claim. Until a claim has reached these, later deliveries to the same
 * endpoint are left to a claim too, so that they do not go ahead of those that wait. Thread-safe.
 */
final class Behind {

    private final Map<String, Optional<TrackRecord>> waiting = new ConcurrentHashMap<>();

    boolean contains(String endpointId) {
        return waiting.containsKey(endpointId);
    }

    /** A delivery to {@code endpointId} is left to a claim; its track record is empty if it is not known. */
    void add(String endpointId, Optional<TrackRecord> trackRecord) {
        waiting.put(endpointId, trackRecord);
    }

    /** All of them, to be remembered when a claim begins. */
    Set<String> all() {
        return Set.copyOf(waiting.keySet());
    }

    /** A claim found everything that was due, except to {@code leftOut}; {@code before} were behind when it began. */
    void caughtUp(Set<String> before, LeftOut leftOut) {
        before.forEach(id -> waiting.computeIfPresent(id,
                (endpointId, trackRecord) -> leftOut.leaves(endpointId, trackRecord) ? trackRecord : null));
    }
}
