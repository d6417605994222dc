package io.carillon.dispatch;

import static io.carillon.settings.Setting.PAGE_SIZE;

import io.carillon.coalescing.Buckets;
import io.carillon.coalescing.ObjectChanges;
import io.carillon.coalescing.PassedBuckets;
import io.carillon.endpoint.Subscriptions;
import io.carillon.message.Addressed;
import io.carillon.message.Outbox;
import io.carillon.meter.Meters;
import io.carillon.platform.UnitOfWork;
import io.carillon.settings.Settings;
import io.carillon.statistics.DeliveryCounts;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Closes buckets, one page of objects per transaction: the messages, their deliveries and the removal of the buckets become
 * visible together, for all event types of an object. Subscriptions are read here, so what an organization enabled or disabled
 * meanwhile counts. Several nodes close buckets at the same time; each takes objects that no other has locked.
 */
@UnitOfWork
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class BucketCloser {

    @Inject
    private Buckets buckets;
    @Inject
    private PassedBuckets passed;
    @Inject
    private Subscriptions subscriptions;
    @Inject
    private Outbox outbox;
    @Inject
    private Settings settings;

    /** Closes the buckets of up to a page of objects whose window was opened before {@code windowStart}. */
    public Closed closePage(Instant windowStart) {
        List<ObjectChanges> due = passed.addTo(buckets.lockOpenedBefore(windowStart, settings.number(PAGE_SIZE)));
        if (due.isEmpty()) {
            return Closed.NOTHING;
        }
        var organizations = due.stream().map(changes -> changes.object().organizationId()).collect(Collectors.toSet());
        var listeners = subscriptions.atTick(organizations);
        List<Addressed> announcements = due.stream().flatMap(changes -> changes.addressTo(listeners).stream()).toList();
        int deliveries = outbox.write(announcements);
        buckets.remove(due.stream().map(ObjectChanges::object).toList());
        passed.remove(due);
        return new Closed(due.size(), due.stream().mapToInt(changes -> changes.byEventType().size()).sum(),
                due.stream().mapToInt(ObjectChanges::count).sum(), announcements, deliveries);
    }

    /** How many objects, buckets and changes were closed, what was announced, and how many deliveries that created. */
    public record Closed(int objects, int buckets, int changes, List<Addressed> messages, int deliveries) {

        private static final Closed NOTHING = new Closed(0, 0, 0, List.of(), 0);

        /** Counts it; call once, when it is committed. */
        void count(DeliveryCounts counts) {
            Meters.BUCKETS_CLOSED.add(buckets);
            Meters.COALESCED.add(changes);
            Meters.MESSAGES.add(messages.size(), "coalesced");
            Meters.DELIVERIES.add(deliveries, "coalesced");
            messages.forEach(message -> message.countSkipped(counts));
        }
    }
}
