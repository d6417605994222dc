package io.carillon.dispatch;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * Keeps what this node has claimed in one lane per endpoint, so that a slow receiver holds up nobody but itself. Of a lane
 * only so many are in flight at a time; the others wait in it, so that a fast receiver need not wait for the next claim.
 * A place is reserved when a delivery is claimed and given back when it is finished. Thread-safe.
 *
 * @param <T> what is claimed
 */
final class Lanes<T> {

    /** Places of a lane, as a multiple of what may be in flight in it; the same for all lanes together. */
    private static final int DEPTH = 4;

    private final int limit;
    private final int laneLimit;
    private final int laneInFlight;
    private final Map<String, Lane<T>> lanes = new HashMap<>();
    private int taken;

    /** {@code inFlight} attempts together, {@code laneInFlight} of them to one endpoint. */
    Lanes(int inFlight, int laneInFlight) {
        this.limit = inFlight * DEPTH;
        this.laneLimit = laneInFlight * DEPTH;
        this.laneInFlight = laneInFlight;
    }

    /** How many more can be claimed. */
    synchronized int free() {
        return limit - taken;
    }

    /** The endpoints whose lanes are more than half full: nothing need be claimed for them now. */
    synchronized List<String> crowded() {
        return lanes.entrySet().stream().filter(entry -> entry.getValue().taken > laneLimit / 2)
                .map(Map.Entry::getKey).sorted().toList();
    }

    /** Reserves a place in the lane of {@code endpointId}, if there is one. */
    synchronized boolean reserve(String endpointId) {
        Lane<T> lane = lanes.getOrDefault(endpointId, new Lane<>());
        if (taken >= limit || lane.taken >= laneLimit) {
            return false;
        }
        lanes.put(endpointId, lane);
        lane.taken++;
        taken++;
        return true;
    }

    /** Gives a reserved place back unused. */
    synchronized void release(String endpointId) {
        Lane<T> lane = lanes.get(endpointId);
        lane.taken--;
        taken--;
        if (lane.taken == 0) {
            lanes.remove(endpointId);
        }
    }

    /** Whether {@code item}, which has a place, may start at once; otherwise it waits for a {@link #finish}. */
    synchronized boolean start(String endpointId, T item) {
        Lane<T> lane = lanes.get(endpointId);
        if (lane.inFlight < laneInFlight) {
            lane.inFlight++;
            return true;
        }
        lane.waiting.add(item);
        return false;
    }

    /** Ends one that had started; what waits longest in its lane starts in its stead. */
    synchronized Optional<T> finish(String endpointId) {
        Lane<T> lane = lanes.get(endpointId);
        T next = lane.waiting.poll();
        if (next == null) {
            lane.inFlight--;
        }
        release(endpointId);
        return Optional.ofNullable(next);
    }

    private static final class Lane<T> {
        private final Queue<T> waiting = new ArrayDeque<>();
        private int taken;
        private int inFlight;
    }
}
