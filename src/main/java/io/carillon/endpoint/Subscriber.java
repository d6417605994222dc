package io.carillon.endpoint;

import java.util.List;

/**
 * An endpoint as far as it matters for who hears of what.
 *
 * @param isActive whether it is sent to; otherwise its deliveries are kept as skipped
 */
public record Subscriber(String endpointId, boolean isActive, List<String> eventTypes) {

    boolean subscribesTo(String eventType) {
        return EventTypePatterns.match(eventTypes, eventType);
    }
}
