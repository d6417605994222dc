package io.carillon.insight;

import java.time.Instant;
import java.util.Set;

/**
 * A change as the inbox keeps it, with what the catalog makes of it now.
 *
 * @param reportedBy    the organization that the change named
 * @param changeId      with the producer; {@link #id} is without
 * @param receivedAt    when it was taken from the queue and had its effect
 * @param reportedAs    the event type that was reported
 * @param reportedType  its resource type
 * @param announcedAs   the event type that is announced: for a change of a part, that of the whole
 * @param announcedType its resource type
 * @param operation     the word of the announced operation
 * @param notified      the organization that is notified; null if none is
 * @param flags         those that an application needs in order to get the event type that is announced
 * @param stoppedAt     ids of the endpoints whose filters it did not pass when it was handled, separated by spaces; null for none
 * @param named         ids of the endpoints that alone may get it, separated by spaces; null if any may
 */
record ReportedChange(long reportedBy, String changeId, Instant receivedAt, String reportedAs, String reportedType,
        String announcedAs, String announcedType, String operation, Long notified, String resourceId,
        Set<String> flags, String stoppedAt, String named) {

    /** The id that the producer knows: what follows the producer's name. */
    String id() {
        return changeId.substring(changeId.indexOf('/') + 1);
    }

    boolean wasStoppedAt(String endpointId) {
        return stoppedAt != null && isIn(stoppedAt, endpointId);
    }

    /** Whether it named the endpoint, or none. */
    boolean mayReach(String endpointId) {
        return named == null || isIn(named, endpointId);
    }

    private static boolean isIn(String ids, String id) {
        return (' ' + ids + ' ').contains(' ' + id + ' ');
    }

    boolean isPart() {
        return !announcedType.equals(reportedType);
    }
}
