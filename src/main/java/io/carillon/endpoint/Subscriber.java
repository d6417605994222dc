package io.carillon.endpoint;

import java.util.List;

/**
 * The part of an endpoint that decides whether it gets an announcement.
 *
 * @param isActive   whether Carillon sends to it; otherwise its deliveries are kept as skipped
 * @param eventTypes what it subscribes to; one match is enough
 */
public record Subscriber(String endpointId, boolean isActive, List<EventTypePattern> eventTypes) {

    boolean subscribesTo(Occurrence occurrence) {
        return eventTypes.stream().anyMatch(pattern -> pattern.matches(occurrence.eventType()));
    }
}
