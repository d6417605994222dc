package io.carillon.dispatch;

import io.carillon.endpoint.Pace;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The endpoints with a rate limit as this node knows them, and when a claim should take slots for each of them again. Another
 * node may be faster; then the claim gets fewer slots or none. Thread-safe.
 */
final class KnownPaces {

    private final Map<String, Long> claimAt = new ConcurrentHashMap<>();

    /** Takes over what the database says at {@code now}, by {@link System#nanoTime()}. */
    void refresh(Collection<Pace> paces, long now) {
        claimAt.keySet().retainAll(paces.stream().map(Pace::endpointId).collect(Collectors.toSet()));
        update(paces, now);
    }

    /** A claim at {@code now} left these paces. */
    void update(Collection<Pace> paces, long now) {
        paces.forEach(pace -> claimAt.put(pace.endpointId(), now + pace.untilClaim().toNanos()));
    }

    boolean contains(String endpointId) {
        return claimAt.containsKey(endpointId);
    }

    /** The ids of all of them. */
    Set<String> all() {
        return Set.copyOf(claimAt.keySet());
    }

    /** The ids of those for which a claim should take slots. */
    Set<String> open(long now) {
        return claimAt.entrySet().stream().filter(entry -> entry.getValue() - now <= 0).map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
