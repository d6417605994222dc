package io.carillon.insight;

import io.carillon.json.Flaw;
import java.time.Instant;
import java.util.List;

/**
 * Everything that is stored about a question, before it is known who asks.
 *
 * @param now            the database's time
 * @param completeFrom   the facts are complete from this time on; later than the question's only if there were too many
 * @param elsewhere      if there is nothing else: what was rejected about an object with this id, because it named an unknown
 *                       organization or none
 * @param refusedElsewhere the same for what was refused over HTTP
 * @param names          if there is nothing else: whether what the question names exists
 * @param isQueueWaiting whether messages wait in the queue of changes
 */
record Facts(Instant now, Instant completeFrom, List<ReportedChange> changes, List<Rejected> rejected, List<Refusal> refusals,
        List<SentMessage> messages, List<SentDelivery> deliveries, List<OpenBucket> buckets, Registry registry,
        List<Rejected> elsewhere, List<Refusal> refusedElsewhere, Names names, boolean isQueueWaiting) {

    /** The same, with what the queue says. */
    Facts whileQueueIs(boolean waiting) {
        return new Facts(now, completeFrom, changes, rejected, refusals, messages, deliveries, buckets, registry, elsewhere,
                refusedElsewhere, names, waiting);
    }

    /** Whether there are such an organization and such a resource type. */
    record Names(boolean organization, boolean resourceType) {

        static final Names KNOWN = new Names(true, true);
    }

    /** A rejected message or element about the object. */
    record Rejected(String id, Instant at, String reason, String detail, String pointer, Instant requeuedAt, String changeId,
            String resourceType, Long organizationId) {
    }

    /**
     * What was refused over HTTP, or repeated, in one minute.
     *
     * @param status 422 and other statuses, 429, 503; 202 for an id that had its effect before
     */
    record Refusal(Instant at, int status, String reason, int count, String changeId, String resourceType, String pointer,
            String detail) {

        /** Whether the change took effect. */
        boolean isWarning() {
            return status == 202 && reason.equals(Flaw.SCHEMA_VIOLATED);
        }
    }

    /** An open bucket; {@code openedAt} is the time of the object's window. */
    record OpenBucket(String resourceType, String eventType, int changes, Instant openedAt) {
    }
}
