package io.carillon.dispatch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts the attempts in flight on this node, overall and per endpoint, so that one slow receiver takes no more than its
 * share. Thread-safe.
 */
final class FlightControl {

    private final int limit;
    private final int limitPerEndpoint;
    private final Map<String, Integer> inFlight = new HashMap<>();
    private int total;

    FlightControl(int limit, int limitPerEndpoint) {
        this.limit = limit;
        this.limitPerEndpoint = limitPerEndpoint;
    }

    /** How many more attempts may start. */
    synchronized int free() {
        return limit - total;
    }

    /** The endpoints that have their share in flight. */
    synchronized List<String> full() {
        return inFlight.entrySet().stream().filter(entry -> entry.getValue() >= limitPerEndpoint)
                .map(Map.Entry::getKey).toList();
    }

    /** Takes a place for an attempt to {@code endpointId}, if there is one. */
    synchronized boolean take(String endpointId) {
        if (total >= limit || inFlight.getOrDefault(endpointId, 0) >= limitPerEndpoint) {
            return false;
        }
        inFlight.merge(endpointId, 1, Integer::sum);
        total++;
        return true;
    }

    /** Gives a place back. */
    synchronized void release(String endpointId) {
        inFlight.computeIfPresent(endpointId, (id, count) -> count == 1 ? null : count - 1);
        total--;
    }
}
