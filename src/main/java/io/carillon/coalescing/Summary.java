package io.carillon.coalescing;

import io.carillon.catalog.Operation;
import io.carillon.endpoint.DeliveryMode;
import io.carillon.endpoint.Occurrence;
import io.carillon.message.Announcement;
import io.carillon.trace.TraceLinks;
import java.time.Instant;
import java.util.Comparator;

/**
 * What is known about the changes of one object and event type: their operation, their number, and the first and the last data
 * that any of them had. The order in which changes are added makes no difference, as long as their times differ.
 *
 * @param operation   the operation of the event type; the most significant one, should the catalog have changed meanwhile
 * @param lastArrival the {@link ArrivalNumbers number} of the last change: of two changes at the same time, that with the
 *                    larger number is the later one
 * @param firstData   null if no change had data
 * @param lastData    null if no change had data
 * @param links       {@link TraceLinks} to the changes that are traced; null if none is
 * @param terms       what the changes said about their announcement
 */
public record Summary(Operation operation, int changes, Instant firstAt, Instant lastAt, long lastArrival, Data firstData,
        Data lastData, String links, Terms terms) {

    /**
     * By the document's order of significance, and among equals by time (SportsEngine document, "Frequency and Significant
     * Operations"). The largest one names what happened to an object.
     */
    static final Comparator<Summary> SIGNIFICANCE = Comparator.comparing(Summary::operation)
            .thenComparing(Summary::lastAt).thenComparingLong(Summary::lastArrival);

    private static final Instant BEFORE_ANY_CHANGE = Instant.EPOCH.minusSeconds(1);
    private static final Instant AFTER_ANY_CHANGE = Instant.parse("9999-01-01T00:00:00Z");

    /** Of changes that are not traced and said nothing about their announcement. */
    public Summary(Operation operation, int changes, Instant firstAt, Instant lastAt, long lastArrival, Data firstData,
            Data lastData) {
        this(operation, changes, firstAt, lastAt, lastArrival, firstData, lastData, null, Terms.NONE);
    }

    /** Of one change; {@code data} is canonical JSON text or null. */
    static Summary of(Operation operation, Instant at, long arrival, String data) {
        Data only = data == null ? null : new Data(at, data);
        return new Summary(operation, 1, at, at, arrival, only, only);
    }

    /** This summary with links to {@code traced}, which is null if none of the changes is traced. */
    Summary linkedTo(String traced) {
        return traced == null ? this
                : new Summary(operation, changes, firstAt, lastAt, lastArrival, firstData, lastData, traced, terms);
    }

    /** This summary of changes with these terms. */
    Summary under(Terms stated) {
        return stated == Terms.NONE ? this
                : new Summary(operation, changes, firstAt, lastAt, lastArrival, firstData, lastData, links, stated);
    }

    /** A summary of none of these changes, which adds nothing to another one but its links. */
    Summary withoutChanges() {
        return new Summary(operation, 0, AFTER_ANY_CHANGE, BEFORE_ANY_CHANGE, 0, null, null, links, Terms.NONE);
    }

    boolean hasChanges() {
        return changes > 0;
    }

    /** The announcement of these changes; their data is merged. */
    public Announcement announce(BucketKey key, DeliveryMode mode) {
        ObjectKey object = key.object();
        return new Announcement(object.organizationId(), object.resourceType(), object.resourceId(), operation.word(),
                key.eventType(), mode, changes, firstAt, lastAt,
                lastData == null ? null : DataMerge.merge(firstData.json, lastData.json), links, terms.once() == changes,
                terms.named() > 0);
    }

    /** The last of these changes that had data, as subscriptions see it; the last one if none had. */
    Occurrence occurrence(BucketKey key) {
        ObjectKey object = key.object();
        return new Occurrence(object.organizationId(), object.resourceType(), object.resourceId(), operation.word(),
                key.eventType(), lastData == null ? null : lastData.json);
    }

    /** Adds {@code later}, which counts as later even where times are equal. */
    Summary plus(Summary later) {
        Summary last = later.lastAt.isBefore(lastAt) ? this : later;
        return new Summary(later.operation.compareTo(operation) > 0 ? later.operation : operation, changes + later.changes,
                later.firstAt.isBefore(firstAt) ? later.firstAt : firstAt, last.lastAt, last.lastArrival,
                Data.first(firstData, later.firstData), Data.last(lastData, later.lastData),
                TraceLinks.plus(links, later.links), terms.plus(later.terms));
    }

    /**
     * The data of a change.
     *
     * @param at   when the change happened
     * @param json canonical JSON text of an object
     */
    public record Data(Instant at, String json) {

        private static Data first(Data some, Data later) {
            return some == null || later != null && later.at.isBefore(some.at) ? later : some;
        }

        private static Data last(Data some, Data later) {
            return later == null || some != null && later.at.isBefore(some.at) ? some : later;
        }
    }
}
