package io.carillon.endpoint;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which endpoints a change reaches of those that subscribe to its event type.
 *
 * @param passed  those without a filter, or whose filter it passes
 * @param stopped those whose filter it does not pass
 * @param awaited ids of endpoints that the change names and that are decided about at the tick, whatever they are then
 */
public record Reach(List<Subscriber> passed, List<Subscriber> stopped, Set<String> awaited) {

    /** That of a change to which no endpoint subscribes. */
    public static final Reach NONE = new Reach(List.of(), List.of());

    /** That of a change that names no endpoints. */
    public Reach(List<Subscriber> passed, List<Subscriber> stopped) {
        this(passed, stopped, Set.of());
    }

    /**
     * That of the same change if it names the endpoints {@code ids}.
     *
     * @param coalesce whether the organization has coalesced endpoints
     */
    Reach among(Set<String> ids, boolean coalesce) {
        Set<String> left = new TreeSet<>(coalesce ? ids : Set.of());
        Stream.of(passed, stopped).flatMap(List::stream).filter(endpoint -> endpoint.mode() == DeliveryMode.INSTANT)
                .map(Subscriber::endpointId).forEach(left::remove);
        return new Reach(passed.stream().filter(endpoint -> ids.contains(endpoint.endpointId())).toList(),
                stopped.stream().filter(endpoint -> ids.contains(endpoint.endpointId())).toList(), left);
    }

    /** Those of {@link #passed} that have this delivery mode. */
    public List<Subscriber> passed(DeliveryMode mode) {
        return passed.isEmpty() ? passed : passed.stream().filter(endpoint -> endpoint.mode() == mode).toList();
    }
}
