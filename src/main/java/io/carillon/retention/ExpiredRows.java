package io.carillon.retention;

import io.carillon.access.AuditLog;
import io.carillon.access.IdempotentRequests;
import io.carillon.access.IdempotentWrites;
import io.carillon.coalescing.Inbox;
import io.carillon.console.EndedSessions;
import io.carillon.console.PortalLinks;
import io.carillon.database.Removal;
import io.carillon.job.Jobs;
import io.carillon.message.Deliveries;
import io.carillon.message.Messages;
import io.carillon.message.PolledDeliveries;
import io.carillon.platform.UnitOfWork;
import io.carillon.quota.ChangeDays;
import io.carillon.rejected.Refusals;
import io.carillon.rejected.RejectedMessages;
import io.carillon.statistics.StatisticsRows;
import io.carillon.tracking.Attempts;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;

/**
 * Removes the oldest rows, one page per transaction, through the class that owns each table. Rows that another transaction has
 * locked are left for the next run, so several nodes can remove at the same time. A message is removed together with its
 * deliveries and their attempts, and only when all of its deliveries ended before the limit; messages with pending or recently
 * redelivered ones stay.
 */
@UnitOfWork
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class ExpiredRows {

    /** Rows per transaction; for messages, together with everything that belongs to them. */
    static final int PAGE = 200;

    @Inject
    EndedSessions sessions;
    @Inject
    PortalLinks links;
    @Inject
    Inbox inbox;
    @Inject
    IdempotentRequests requests;
    @Inject
    IdempotentWrites writes;
    @Inject
    RejectedMessages rejected;
    @Inject
    Jobs jobs;
    @Inject
    Refusals refusals;
    @Inject
    AuditLog audit;
    @Inject
    Messages messages;
    @Inject
    Deliveries deliveries;
    @Inject
    PolledDeliveries polled;
    @Inject
    Attempts attempts;
    @Inject
    StatisticsRows statistics;
    @Inject
    ChangeDays days;

    /** Removes ended sessions that would have expired before {@code limit}. */
    public Removal removeSessions(Instant limit) {
        return sessions.removeBefore(limit, PAGE);
    }

    /** Removes portal links that ended before {@code limit}. */
    public Removal removeLinks(Instant limit) {
        return links.removeBefore(limit, PAGE);
    }

    /** Removes ids of changes that were received before {@code limit}. */
    public Removal removeChanges(Instant limit) {
        return inbox.removeBefore(limit, PAGE);
    }

    /** Removes the keys of changes with an {@code Idempotency-Key} that were received before {@code limit}. */
    public Removal removeRequests(Instant limit) {
        return requests.removeBefore(limit, PAGE);
    }

    /** Removes the answers to writes with an {@code Idempotency-Key} that were received before {@code limit}. */
    public Removal removeWrites(Instant limit) {
        return writes.removeBefore(limit, PAGE);
    }

    /** Removes messages that were rejected before {@code limit}. */
    public Removal removeRejected(Instant limit) {
        return rejected.removeBefore(limit, PAGE);
    }

    /** Removes jobs that ended before {@code limit}. */
    public Removal removeJobs(Instant limit) {
        return jobs.removeBefore(limit, PAGE);
    }

    /** Removes what was refused before {@code limit}. */
    public Removal removeRefusals(Instant limit) {
        return refusals.removeBefore(limit, PAGE);
    }

    /** Removes entries of the audit log that are older than {@code limit}. */
    public Removal removeAudit(Instant limit) {
        return audit.removeBefore(limit, PAGE);
    }

    /** Removes statistics of minutes before {@code limit}. */
    public Removal removeMinutes(Instant limit) {
        return statistics.removeMinutesBefore(limit, PAGE);
    }

    /** Removes statistics of hours before {@code limit}. */
    public Removal removeHours(Instant limit) {
        return statistics.removeHoursBefore(limit, PAGE);
    }

    /** Removes what was counted on days before that of {@code limit}. */
    public Removal removeDays(Instant limit) {
        return days.removeBefore(limit, PAGE);
    }

    /** Ends the time in which deliveries that arrived before {@code limit} can be polled. */
    public Removal removePolled(Instant limit) {
        return polled.removeBefore(limit, PAGE);
    }

    /** Removes messages whose last delivery ended before {@code limit}. */
    public Removal removeMessages(Instant limit) {
        List<String> old = messages.lockEndedBefore(limit, PAGE);
        List<String> ended = deliveries.lockEndedBefore(limit, old);
        attempts.remove(ended);
        deliveries.remove(ended);
        return new Removal(old.size(), messages.removeWithoutDeliveries(old));
    }
}
