package io.carillon.coalescing;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.endpoint.DeliveryMode;
import io.carillon.endpoint.Subscriber;
import io.carillon.message.Announcement;
import io.carillon.trace.TraceLinks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The parts of an object's changes that endpoints can select, while its window is closed. The first ones are the buckets, the
 * most significant last; of a bucket from which only some changes passed the filter of an endpoint, these are a part of their
 * own.
 */
final class Parts {

    private final ObjectChanges changes;
    private final List<Part> parts;
    private final int buckets;
    private final Map<Integer, Announcement> announced = new HashMap<>();
    private final Map<Integer, JsonNode> judged = new HashMap<>();

    Parts(ObjectChanges changes) {
        this.changes = changes;
        this.parts = new ArrayList<>();
        changes.byEventType().forEach((eventType, summary) -> parts.add(new Part(eventType, summary)));
        parts.sort(Part.SIGNIFICANCE);
        this.buckets = parts.size();
    }

    /** Changes of one event type. */
    private record Part(String eventType, Summary summary) {

        static final Comparator<Part> SIGNIFICANCE = Comparator.comparing(Part::summary, Summary.SIGNIFICANCE);
    }

    /** The numbers of the parts that {@code endpoint} selects, the most significant last. */
    List<Integer> selectedBy(Subscriber endpoint) {
        List<Integer> selected = new ArrayList<>();
        for (int bucket = 0; bucket < buckets; bucket++) {
            if (endpoint.subscribesTo(parts.get(bucket).eventType)) {
                if (endpoint.filter() == null) {
                    selected.add(bucket);
                } else {
                    passed(endpoint, bucket).ifPresent(selected::add);
                }
            }
        }
        if (endpoint.filter() != null) {
            selected.sort(Comparator.comparing(parts::get, Part.SIGNIFICANCE));
        }
        return selected;
    }

    /**
     * What passed the filter of {@code endpoint}. Where nothing did, the bucket is judged as a whole, by its last data. That
     * passes only if changes were handled before the endpoint had its present filter and event types, and then it must not be
     * lost: if each of them had been judged by this filter, the one with these data would have passed.
     */
    private OptionalInt passed(Subscriber endpoint, int bucket) {
        Part whole = parts.get(bucket);
        Summary passed = changes.passed().getOrDefault(endpoint.endpointId(), Map.of()).get(whole.eventType);
        if (passed == null) {
            JsonNode last = judged.computeIfAbsent(bucket, any -> whole.summary.occurrence(keyOf(whole)).toJson());
            return endpoint.passes(last) ? OptionalInt.of(bucket) : OptionalInt.empty();
        }
        Part part = new Part(whole.eventType, passed);
        int known = parts.indexOf(part);
        if (known < 0) {
            parts.add(part);
        }
        return OptionalInt.of(known < 0 ? parts.size() - 1 : known);
    }

    /** The last of {@code selected}, which is the most significant, as an announcement of the changes of all of them. */
    Announcement together(List<Integer> selected) {
        int last = selected.get(selected.size() - 1);
        Announcement most = announced.computeIfAbsent(last, any ->
                parts.get(last).summary.announce(keyOf(parts.get(last)), DeliveryMode.COALESCED));
        if (selected.size() == 1) {
            return most;
        }
        List<Summary> all = selected.stream().map(index -> parts.get(index).summary).toList();
        return new Announcement(most.organizationId(), most.resourceType(), most.resourceId(), most.operation(),
                most.eventType(), most.mode(), all.stream().mapToInt(Summary::changes).sum(),
                all.stream().map(Summary::firstAt).min(Instant::compareTo).orElseThrow(),
                all.stream().map(Summary::lastAt).max(Instant::compareTo).orElseThrow(), most.data(),
                all.stream().map(Summary::links).reduce(null, TraceLinks::plus));
    }

    private BucketKey keyOf(Part part) {
        return new BucketKey(changes.object(), part.eventType);
    }
}
