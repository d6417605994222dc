package io.carillon.dispatch;

import static io.carillon.settings.Setting.PAGE_SIZE;

import io.carillon.coalescing.Buckets;
import io.carillon.coalescing.CoalescingBucket;
import io.carillon.endpoint.DeliveryMode;
import io.carillon.endpoint.Subscriptions;
import io.carillon.message.Addressed;
import io.carillon.message.Outbox;
import io.carillon.platform.UnitOfWork;
import io.carillon.settings.Settings;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Closes buckets, one page per transaction: the messages, their deliveries and the removal of the buckets become visible
 * together. Subscriptions are read here, so what an organization enabled or disabled meanwhile counts. Several nodes close
 * buckets at the same time; each takes rows that no other has locked.
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
        List<CoalescingBucket> due = buckets.lockOpenedBefore(windowStart, settings.number(PAGE_SIZE));
        if (due.isEmpty()) {
            return new Closed(0, 0);
        }
        var organizations = due.stream().map(bucket -> bucket.key().organizationId()).collect(Collectors.toSet());
        var listeners = subscriptions.of(organizations, DeliveryMode.COALESCED);
        int deliveries = outbox.write(due.stream().map(bucket -> Addressed.to(listeners,
                bucket.summary().announce(bucket.key(), DeliveryMode.COALESCED))).toList());
        buckets.remove(due.stream().map(CoalescingBucket::key).toList());
        return new Closed(due.size(), deliveries);
    }

    /** How many buckets were closed, and how many deliveries that created. */
    public record Closed(int buckets, int deliveries) {
    }
}
