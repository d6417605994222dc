package io.carillon.endpoint;

import java.util.List;

/**
 * Which endpoints a change reaches of those that subscribe to its event type.
 *
 * @param passed  those without a filter, or whose filter it passes
 * @param stopped those whose filter it does not pass
 */
public record Reach(List<Subscriber> passed, List<Subscriber> stopped) {

    /** That of a change to which no endpoint subscribes. */
    public static final Reach NONE = new Reach(List.of(), List.of());

    /** Those of {@link #passed} that have this delivery mode. */
    public List<Subscriber> passed(DeliveryMode mode) {
        return passed.isEmpty() ? passed : passed.stream().filter(endpoint -> endpoint.mode() == mode).toList();
    }
}
