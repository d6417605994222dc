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
 * own, and so is a bucket together with changes that named an endpoint.
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
                (endpoint.filter() == null ? heardBy(endpoint, bucket) : passed(endpoint, bucket)).ifPresent(selected::add);
            }
        }
        if (selected.stream().anyMatch(part -> part >= buckets)) {
            selected.sort(Comparator.comparing(parts::get, Part.SIGNIFICANCE));
        }
        return selected;
    }

    /** The bucket as {@code endpoint} hears of it without a filter: with those changes that named it. */
    private OptionalInt heardBy(Subscriber endpoint, int bucket) {
        Part whole = parts.get(bucket);
        Summary named = changes.thatNamed(endpoint.endpointId()).get(whole.eventType);
        if (named == null) {
            return whole.summary.hasChanges() ? OptionalInt.of(bucket) : OptionalInt.empty();
        }
        return OptionalInt.of(numberOf(new Part(whole.eventType, whole.summary.plus(named))));
    }

    /**
     * What passed the filter of {@code endpoint}. Where nothing did, what it would hear of without one is judged as a whole, by
     * its last data. That
     * passes only if changes were handled before the endpoint had its present filter and event types, and then it must not be
     * lost: if each of them had been judged by this filter, the one with these data would have passed.
     */
    private OptionalInt passed(Subscriber endpoint, int bucket) {
        String eventType = parts.get(bucket).eventType;
        Summary passed = changes.thatPassedAt(endpoint.endpointId()).get(eventType);
        if (passed != null) {
            return OptionalInt.of(numberOf(new Part(eventType, passed)));
        }
        OptionalInt whole = heardBy(endpoint, bucket);
        return whole.isPresent() && endpoint.passes(judged.computeIfAbsent(whole.getAsInt(), this::lastOf)) ? whole
                : OptionalInt.empty();
    }

    private JsonNode lastOf(int number) {
        Part part = parts.get(number);
        return part.summary.occurrence(keyOf(part)).toJson();
    }

    private int numberOf(Part part) {
        int known = parts.indexOf(part);
        if (known < 0) {
            parts.add(part);
        }
        return known < 0 ? parts.size() - 1 : known;
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
                all.stream().map(Summary::links).reduce(null, TraceLinks::plus),
                all.stream().allMatch(one -> one.terms().once() == one.changes()),
                all.stream().anyMatch(one -> one.terms().named() > 0));
    }

    private BucketKey keyOf(Part part) {
        return new BucketKey(changes.object(), part.eventType);
    }
}
