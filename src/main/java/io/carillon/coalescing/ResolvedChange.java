package io.carillon.coalescing;

import io.carillon.catalog.NotificationRule;
import io.carillon.endpoint.Reach;
import io.carillon.endpoint.Subscriptions.Listeners;
import io.carillon.queue.Subject;
import java.util.Set;

/**
 * A change with the meaning that the catalog gives it.
 *
 * @param reportedBy the organization named by the change; ids of changes are unique within it
 * @param reportedAs the event type that was reported; for a change of a part, not the one that is announced
 * @param rule       never {@link NotificationRule#ABSENT}
 * @param key        the object that is announced, under the organization to notify, and the event type
 * @param summary    a summary of this one change
 * @param endpoints  ids of the endpoints that alone may get it; empty if any may
 * @param reach      the endpoints that are decided about when it is handled
 */
record ResolvedChange(long reportedBy, String changeId, String reportedAs, NotificationRule rule, BucketKey key,
        Summary summary, Set<String> endpoints, Reach reach) {

    /** Before it is known who listens. */
    ResolvedChange(long reportedBy, String changeId, String reportedAs, NotificationRule rule, BucketKey key,
            Summary summary, Set<String> endpoints) {
        this(reportedBy, changeId, reportedAs, rule, key, summary, endpoints, Reach.NONE);
    }

    /** The change, which is not silent, with those of {@code listeners} that it reaches. */
    ResolvedChange heardBy(Listeners listeners) {
        Reach found = listeners.reach(summary.occurrence(key), endpoints);
        return found == Reach.NONE ? this
                : new ResolvedChange(reportedBy, changeId, reportedAs, rule, key, summary, endpoints, found);
    }

    boolean namesEndpoints() {
        return !endpoints.isEmpty();
    }

    /** What all coalesced endpoints may hear of it. */
    Summary shared() {
        return namesEndpoints() ? summary.withoutChanges() : summary;
    }

    boolean isSilent() {
        return rule == NotificationRule.SILENT;
    }

    /** Who chose its id. */
    String producer() {
        return changeId.substring(0, Math.max(0, changeId.indexOf('/')));
    }

    /** What it is about. */
    Subject subject() {
        return new Subject(changeId.substring(changeId.indexOf('/') + 1), reportedBy, reportedAs, null,
                key.object().resourceId());
    }

    /** The organization that is notified; null if none is. */
    Long notified() {
        return isSilent() ? null : key.object().organizationId();
    }
}
