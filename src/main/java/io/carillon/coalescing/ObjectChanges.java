package io.carillon.coalescing;

import io.carillon.endpoint.Subscriptions.Listeners;
import io.carillon.message.Addressed;
import java.util.List;
import java.util.Map;

/**
 * What happened to one object in a window: its buckets, which are closed together. Each endpoint hears of those that it selects,
 * in one message: the most significant of them says what happened and has the data, and all of them are counted. An endpoint with
 * a filter hears of those changes in them that passed. Changes that named endpoints are in no bucket.
 *
 * @param isFiltered whether changes passed filters or named endpoints
 * @param passed     these, by endpoint ({@link PassedBuckets}) and event type
 */
public record ObjectChanges(ObjectKey object, Map<String, Summary> byEventType, boolean isFiltered,
        Map<String, Map<String, Summary>> passed) {

    /** Without filters. */
    ObjectChanges(ObjectKey object, Map<String, Summary> byEventType) {
        this(object, byEventType, false, Map.of());
    }

    ObjectChanges with(Map<String, Map<String, Summary>> passedFilters) {
        return new ObjectChanges(object, byEventType, isFiltered, passedFilters);
    }

    /** Those that named the endpoint, by event type. */
    Map<String, Summary> thatNamed(String endpointId) {
        return passed.getOrDefault(PassedBuckets.ofNamed(endpointId), Map.of());
    }

    /** Those that passed the filter of the endpoint, by event type. */
    Map<String, Summary> thatPassedAt(String endpointId) {
        return passed.getOrDefault(endpointId, Map.of());
    }

    /** How many changes there were that any endpoint may get. */
    public int count() {
        return byEventType.values().stream().mapToInt(Summary::changes).sum();
    }

    /**
     * The messages about the object, each with the endpoints that get it. Endpoints that select the same changes share a message;
     * what no endpoint selects is in none.
     */
    public List<Addressed> addressTo(Listeners listeners) {
        Parts parts = new Parts(this);
        return listeners.bySelection(object.organizationId(), parts::selectedBy).entrySet().stream()
                .map(selection -> new Addressed(parts.together(selection.getKey()), selection.getValue())).toList();
    }
}
