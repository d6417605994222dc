package io.carillon.dispatch;

import io.carillon.endpoint.TrackRecord;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps claimed deliveries in one lane per endpoint, so that a slow receiver delays only itself, and decides what is sent next:
 * the lanes take turns. A slot is reserved when a delivery is claimed and released when its outcome is recorded. Thread-safe.
 *
 * <p>A receiver that hangs holds a thread until the deadline, so none may hold many. One tenant has at most half of the threads.
 * All failing endpoints together have at most half, all new ones a quarter, and one tenant at most half of each. A lane starts
 * with half of its own limit, or with one attempt when its endpoint is not proven. It gains one with each success, and is down
 * to one at a time after a failure (decision 7).
 *
 * @param <T> what is claimed
 */
final class Lanes<T> {

    private final int laneLimit;
    private final Quota all;
    private final Map<TrackRecord, Quota> unproven = new EnumMap<>(TrackRecord.class);
    private final Map<Group, Quota> tenants = new HashMap<>();
    private final Map<String, Lane<T>> lanes = new LinkedHashMap<>();

    /** Allows {@code inFlight} attempts together, {@code laneInFlight} of them to one endpoint. */
    Lanes(int inFlight, int laneInFlight) {
        this.laneLimit = laneInFlight;
        this.all = new Quota(inFlight);
        unproven.put(TrackRecord.FAILING, new Quota(inFlight / 2));
        unproven.put(TrackRecord.NEW, new Quota(inFlight / 4));
    }

    /** How many more can be claimed. */
    synchronized int free() {
        return all.places() - all.taken();
    }

    /** Recipients to skip in a claim: their lane is more than half full, or a quota other than the node's is full. */
    synchronized Set<Recipient> crowded() {
        return lanes.values().stream()
                .filter(lane -> lane.isCrowded() || quotas(lane.recipient).anyMatch(quota -> quota != all && quota.isFull()))
                .map(lane -> lane.recipient).collect(Collectors.toSet());
    }

    /** Track records to skip in a claim: their quota is more than half full. */
    synchronized Set<TrackRecord> crowdedTrackRecords() {
        return unproven.entrySet().stream().filter(entry -> entry.getValue().isCrowded()).map(Map.Entry::getKey)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(TrackRecord.class)));
    }

    /** Whether the lane and all quotas of {@code recipient} are at most half full. */
    synchronized boolean hasRoom(Recipient recipient) {
        Lane<T> lane = lanes.get(recipient.endpointId());
        return (lane == null || !lane.isCrowded()) && quotas(recipient).noneMatch(Quota::isCrowded);
    }

    /** Reserves a slot for {@code recipient}; returns false when none is free. */
    synchronized boolean reserve(Recipient recipient) {
        Lane<T> lane = lanes.getOrDefault(recipient.endpointId(), new Lane<>(laneLimit, recipient));
        if (lane.isFull() || quotas(recipient).anyMatch(Quota::isFull)) {
            return false;
        }
        lanes.put(recipient.endpointId(), lane);
        lane.recipient = recipient;
        lane.taken++;
        quotas(recipient).forEach(Quota::take);
        return true;
    }

    /** Reserves a slot for {@code recipient} if more than half of all that it could have is free; returns false otherwise. */
    synchronized boolean reserveWithRoom(Recipient recipient) {
        return hasRoom(recipient) && reserve(recipient);
    }

    /** Releases a reserved slot. */
    synchronized void release(Recipient recipient) {
        Lane<T> lane = lanes.get(recipient.endpointId());
        lane.taken--;
        if (lane.taken == 0) {
            lanes.remove(recipient.endpointId());
        }
        quotas(recipient).forEach(Quota::giveBack);
        tenants.computeIfPresent(Group.all(recipient), (group, quota) -> quota.isUnused() ? null : quota);
        tenants.computeIfPresent(Group.alike(recipient), (group, quota) -> quota.isUnused() ? null : quota);
    }

    /** Puts {@code item}, which has a slot, at the end of its lane. */
    synchronized void add(Recipient recipient, T item) {
        lanes.get(recipient.endpointId()).waiting.add(new Waiting<>(recipient, item));
    }

    /** Starts the next item that may be sent, if there is one; its lane goes to the end of the order. */
    synchronized Optional<T> next() {
        for (Lane<T> lane : lanes.values()) {
            Waiting<T> first = lane.waiting.peek();
            if (first != null && lane.inFlight < lane.width && quotas(first.recipient).allMatch(Quota::mayStart)) {
                lane.waiting.remove();
                lane.inFlight++;
                quotas(first.recipient).forEach(Quota::start);
                lanes.remove(first.recipient.endpointId());
                lanes.put(first.recipient.endpointId(), lane);
                return Optional.of(first.item);
            }
        }
        return Optional.empty();
    }

    /** Ends an item that was started; its slot stays reserved until it is released. */
    synchronized void finish(Recipient recipient, boolean succeeded) {
        Lane<T> lane = lanes.get(recipient.endpointId());
        lane.inFlight--;
        lane.width = succeeded ? Math.min(laneLimit, lane.width + 1) : 1;
        quotas(recipient).forEach(Quota::finish);
    }

    private Stream<Quota> quotas(Recipient recipient) {
        Quota tenant = tenants.computeIfAbsent(Group.all(recipient), group -> new Quota(all.limit() / 2));
        if (recipient.trackRecord() == TrackRecord.PROVEN) {
            return Stream.of(all, tenant);
        }
        Quota alike = unproven.get(recipient.trackRecord());
        return Stream.of(all, tenant, alike,
                tenants.computeIfAbsent(Group.alike(recipient), group -> new Quota(alike.limit() / 2)));
    }

    /** All endpoints of a tenant, or those with one track record. */
    private record Group(String tenant, TrackRecord trackRecord) {

        static Group all(Recipient recipient) {
            return new Group(recipient.tenant(), null);
        }

        static Group alike(Recipient recipient) {
            return new Group(recipient.tenant(), recipient.trackRecord());
        }
    }

    private record Waiting<T>(Recipient recipient, T item) {
    }

    private static final class Lane<T> {
        private final Queue<Waiting<T>> waiting = new ArrayDeque<>();
        private Recipient recipient;
        private int width;
        private int taken;
        private int inFlight;

        Lane(int limit, Recipient recipient) {
            this.recipient = recipient;
            this.width = recipient.trackRecord() == TrackRecord.PROVEN ? Math.max(1, limit / 2) : 1;
        }

        private int places() {
            return Quota.DEPTH * (recipient.trackRecord() == TrackRecord.FAILING ? 1 : width);
        }

        boolean isFull() {
            return taken >= places();
        }

        boolean isCrowded() {
            return taken > places() / 2;
        }
    }
}
