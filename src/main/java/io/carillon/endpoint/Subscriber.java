package io.carillon.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.filter.Filter;
import java.util.List;

/**
 * The part of an endpoint that decides whether it gets an announcement.
 *
 * @param isActive   whether Carillon sends to it; otherwise its deliveries are kept as skipped
 * @param eventTypes what it subscribes to; one match is enough
 * @param isOrdered  whether its deliveries about one object wait for one another
 * @param isPolled   whether the receiver asks for its deliveries, so that none is sent
 * @param filter     what a change must pass; null if every change does
 */
public record Subscriber(String endpointId, boolean isActive, DeliveryMode mode, List<EventTypePattern> eventTypes,
        boolean isOrdered, boolean isPolled, Filter filter) {

    /** One with a URL and without an order. */
    public Subscriber(String endpointId, boolean isActive, DeliveryMode mode, List<EventTypePattern> eventTypes, Filter filter) {
        this(endpointId, isActive, mode, eventTypes, false, false, filter);
    }

    /** Whether it selects {@code eventType}. */
    public boolean subscribesTo(String eventType) {
        return eventTypes.stream().anyMatch(pattern -> pattern.matches(eventType));
    }

    /** Whether {@code change}, which an {@link Occurrence} makes, passes its filter. */
    public boolean passes(JsonNode change) {
        return filter == null || filter.passes(change);
    }
}
