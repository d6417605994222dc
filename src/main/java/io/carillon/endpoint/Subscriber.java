package io.carillon.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.filter.Filter;
import java.util.List;
import java.util.Set;

/**
 * The part of an endpoint that decides whether it gets an announcement.
 *
 * @param isActive   whether Carillon sends to it; otherwise its deliveries are kept as skipped
 * @param eventTypes what it subscribes to; one match is enough
 * @param isOrdered  whether its deliveries about one object wait for one another
 * @param isPolled   whether the receiver asks for its deliveries, so that none is sent
 * @param filter     what a change must pass; null if every change does
 * @param hidden     the event types that it does not get, because its application lacks their flags
 */
public record Subscriber(String endpointId, boolean isActive, DeliveryMode mode, List<EventTypePattern> eventTypes,
        boolean isOrdered, boolean isPolled, Filter filter, Set<String> hidden) {

    /** One with a URL, without an order, and from which nothing is hidden. */
    public Subscriber(String endpointId, boolean isActive, DeliveryMode mode, List<EventTypePattern> eventTypes, Filter filter) {
        this(endpointId, isActive, mode, eventTypes, false, false, filter, Set.of());
    }

    /** Whether it selects {@code eventType}, which is not hidden from it. */
    public boolean subscribesTo(String eventType) {
        return eventTypes.stream().anyMatch(pattern -> pattern.matches(eventType)) && !hidden.contains(eventType);
    }

    /** Whether {@code change}, which an {@link Occurrence} makes, passes its filter. */
    public boolean passes(JsonNode change) {
        return filter == null || filter.passes(change);
    }
}
