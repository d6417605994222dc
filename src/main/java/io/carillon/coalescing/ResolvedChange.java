package io.carillon.coalescing;

import io.carillon.catalog.NotificationRule;

/**
 * A change with the meaning that the catalog gives it.
 *
 * @param reportedBy the organization named by the change; ids of changes are unique within it
 * @param rule       never {@link NotificationRule#ABSENT}
 * @param key        the object that is announced, under the organization to notify, and the event type
 * @param summary    a summary of this one change
 */
record ResolvedChange(long reportedBy, String changeId, NotificationRule rule, BucketKey key, Summary summary) {

    boolean isSilent() {
        return rule == NotificationRule.SILENT;
    }
}
