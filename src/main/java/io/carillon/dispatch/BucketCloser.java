package io.carillon.dispatch;

import io.carillon.coalescing.BucketKey;
import io.carillon.coalescing.Buckets;
import io.carillon.coalescing.CoalescingBucket;
import io.carillon.coalescing.DataMerge;
import io.carillon.coalescing.Summary;
import io.carillon.endpoint.DeliveryMode;
import io.carillon.endpoint.Subscriptions;
import io.carillon.message.Announcement;
import io.carillon.message.Outbox;
import io.carillon.platform.Settings;
import io.carillon.platform.UnitOfWork;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Closes buckets, a page in one transaction: the message, its deliveries and the removal of the bucket become visible
 * together. Who listens is asked here, so what an organization enabled or disabled meanwhile counts. Several nodes close
 * at the same time; each takes the rows that no other holds.
 */
@UnitOfWork
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class BucketCloser {

    @Inject
    private Buckets buckets;
    @Inject
    private Subscriptions subscriptions;
    @Inject
    private Outbox outbox;
    @Inject
    private Settings settings;

    /** Closes up to a page of buckets that were opened before {@code windowStart}. */
    public Closed closePage(Instant windowStart) {
        List<CoalescingBucket> due = buckets.lockOpenedBefore(windowStart, settings.pageSize());
        if (due.isEmpty()) {
            return new Closed(0, 0);
        }
        var organizations = due.stream().map(bucket -> bucket.key().organizationId()).collect(Collectors.toSet());
        var listeners = subscriptions.of(organizations, DeliveryMode.COALESCED);
        int deliveries = outbox.write(due.stream().map(bucket -> draft(bucket, listeners)).toList());
        buckets.remove(due.stream().map(CoalescingBucket::key).toList());
        return new Closed(due.size(), deliveries);
    }

    private static Announcement draft(CoalescingBucket bucket, Subscriptions.Listeners listeners) {
        BucketKey key = bucket.key();
        Summary summary = bucket.summary();
        return new Announcement(key.organizationId(), key.resourceType(), key.resourceId(), summary.operation().word(),
                summary.eventType(), Announcement.COALESCED, summary.changes(), summary.firstAt(), summary.lastAt(),
                DataMerge.merge(summary.firstData(), summary.lastData()),
                listeners.to(key.organizationId(), summary.eventType()));
    }

    /** How many buckets were closed, and how many deliveries came of them. */
    public record Closed(int buckets, int deliveries) {
    }
}
