package io.carillon.coalescing;

import io.carillon.catalog.Operation;
import io.carillon.endpoint.DeliveryMode;
import io.carillon.message.Announcement;
import java.time.Instant;

/**
 * What is known about the changes of one object: the most significant operation with the event type of the latest change of
 * that significance, the number of changes, and the first and the last data. The order in which changes are added makes no
 * difference, as long as their times differ (SportsEngine document, "Frequency and Significant Operations").
 *
 * @param significantAt time of the change that determined operation and event type
 * @param firstData     data of the first change, canonical JSON or null
 * @param lastData      data of the last change, canonical JSON or null
 */
public record Summary(Operation operation, String eventType, Instant significantAt, int changes, Instant firstAt,
        Instant lastAt, String firstData, String lastData) {

    static Summary of(Operation operation, String eventType, Instant at, String data) {
        return new Summary(operation, eventType, at, 1, at, at, data, data);
    }

    /** The announcement of these changes; their data is merged. */
    public Announcement announce(BucketKey key, DeliveryMode mode) {
        return new Announcement(key.organizationId(), key.resourceType(), key.resourceId(), operation.word(), eventType, mode,
                changes, firstAt, lastAt, DataMerge.merge(firstData, lastData));
    }

    /** Adds {@code later}, which counts as later even where times are equal. */
    Summary plus(Summary later) {
        int order = later.operation.compareTo(operation);
        Summary significant = order > 0 || order == 0 && !later.significantAt.isBefore(significantAt) ? later : this;
        Summary first = later.firstAt.isBefore(firstAt) ? later : this;
        Summary last = later.lastAt.isBefore(lastAt) ? this : later;
        return new Summary(significant.operation, significant.eventType, significant.significantAt,
                changes + later.changes, first.firstAt, last.lastAt, first.firstData, last.lastData);
    }
}
