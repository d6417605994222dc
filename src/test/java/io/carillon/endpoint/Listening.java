package io.carillon.endpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        subscribers.add(new Subscriber(endpointId, isActive, Stream.of(eventTypes).map(EventTypePattern::new).toList()));
        return this;
    }

    public Subscriptions.Listeners listeners() {
        return new Subscriptions.Listeners(Map.of(organizationId, subscribers));
    }
}
