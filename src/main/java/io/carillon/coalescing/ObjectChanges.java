package io.carillon.coalescing;

import io.carillon.endpoint.Subscriptions.Listeners;
import io.carillon.message.Addressed;
import java.util.List;
import java.util.Map;

/**
 * What happened to one object in a window: its buckets, which are closed together. Each endpoint hears of those that it selects,
 * in one message: the most significant of them says what happened and has the data, and all of them are counted. An endpoint with
 * a filter hears of those changes in them that passed.
 *
 * @param isFiltered whether changes passed filters
 * @param passed     what passed, by endpoint and event type
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

    /** How many changes there were. */
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
