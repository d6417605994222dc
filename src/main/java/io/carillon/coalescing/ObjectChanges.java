package io.carillon.coalescing;

import io.carillon.endpoint.DeliveryMode;
import io.carillon.endpoint.Subscriptions.Listeners;
import io.carillon.message.Addressed;
import io.carillon.message.Announcement;
import io.carillon.trace.TraceLinks;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What happened to one object in a window: its buckets, which are closed together. Each endpoint hears of those that it selects,
 * in one message: the most significant of them says what happened and has the data, and all of them are counted.
 */
public record ObjectChanges(ObjectKey object, Map<String, Summary> byEventType) {

    /** How many changes there were. */
    public int count() {
        return byEventType.values().stream().mapToInt(Summary::changes).sum();
    }

    /**
     * The messages about the object, each with the endpoints that get it. Endpoints that select the same buckets share a message;
     * what no endpoint selects is in none.
     */
    public List<Addressed> addressTo(Listeners listeners) {
        List<Announcement> ascending = byEventType.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Summary.SIGNIFICANCE))
                .map(bucket -> bucket.getValue().announce(new BucketKey(object, bucket.getKey()), DeliveryMode.COALESCED))
                .toList();
        return listeners.bySelection(ascending.stream().map(Announcement::occurrence).toList()).entrySet().stream()
                .map(selection -> new Addressed(together(selection.getKey().stream().map(ascending::get).toList()),
                        selection.getValue()))
                .toList();
    }

    /** The last of {@code ascending}, which is the most significant, as an announcement of the changes of all of them. */
    private static Announcement together(List<Announcement> ascending) {
        Announcement most = ascending.get(ascending.size() - 1);
        return new Announcement(most.organizationId(), most.resourceType(), most.resourceId(), most.operation(),
                most.eventType(), most.mode(), ascending.stream().mapToInt(Announcement::changes).sum(),
                ascending.stream().map(Announcement::firstChangeAt).min(Instant::compareTo).orElseThrow(),
                ascending.stream().map(Announcement::lastChangeAt).max(Instant::compareTo).orElseThrow(), most.data(),
                ascending.stream().map(Announcement::links).reduce(null, TraceLinks::plus));
    }
}
