package io.carillon.endpoint;

import io.carillon.filter.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The endpoints that listen to one organization, for tests of other rooms. */
public final class Listening {

    private final long organizationId;
    private final List<Subscriber> subscribers = new ArrayList<>();

    public Listening(long organizationId) {
        this.organizationId = organizationId;
    }

    public Listening to(String endpointId, String... eventTypes) {
        return add(endpointId, true, eventTypes);
    }

    public Listening inactive(String endpointId, String... eventTypes) {
        return add(endpointId, false, eventTypes);
    }

    private Listening add(String endpointId, boolean isActive, String... eventTypes) {
        return add(endpointId, isActive, null, eventTypes);
    }

    /** Coalesced, as all of them. */
    public Listening filtered(String endpointId, String filter, String... eventTypes) {
        return add(endpointId, true, Filter.of(filter), eventTypes);
    }

    private Listening add(String endpointId, boolean isActive, Filter filter, String... eventTypes) {
        subscribers.add(new Subscriber(endpointId, isActive, DeliveryMode.COALESCED,
                Stream.of(eventTypes).map(EventTypePattern::new).toList(), filter));
        return this;
    }

    public Subscriptions.Listeners listeners() {
        return new Subscriptions.Listeners(Map.of(organizationId, subscribers), Set.of(organizationId));
    }
}
