package io.carillon.endpoint;

import java.util.List;

/**
 * An endpoint, reduced to what decides whether it gets an announcement.
 *
 * @param isActive   whether it is sent to; otherwise its deliveries are kept as skipped
 * @param eventTypes what it subscribes to; one match is enough
 */
public record Subscriber(String endpointId, boolean isActive, List<EventTypePattern> eventTypes) {

    boolean subscribesTo(Occurrence occurrence) {
        return eventTypes.stream().anyMatch(pattern -> pattern.matches(occurrence.eventType()));
    }
}
