package io.carillon.coalescing;

import io.carillon.catalog.NotificationRule;

/**
 * A change with the meaning that the catalog gives it.
 *
 * @param reportedBy the organization named by the change; ids of changes are unique within it
 * @param reportedAs the event type that was reported; for a change of a part, not the one that is announced
 * @param rule       never {@link NotificationRule#ABSENT}
 * @param key        the object that is announced, under the organization to notify, and the event type
 * @param summary    a summary of this one change
 */
record ResolvedChange(long reportedBy, String changeId, String reportedAs, NotificationRule rule, BucketKey key,
        Summary summary) {

    boolean isSilent() {
        return rule == NotificationRule.SILENT;
    }

    /** The organization that is notified; null for nobody. */
    Long notified() {
        return isSilent() ? null : key.object().organizationId();
    }
}
