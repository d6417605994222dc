package io.carillon.retention;

import static io.carillon.settings.Setting.RETENTION_AUDIT;
import static io.carillon.settings.Setting.RETENTION_DELIVERIES;
import static io.carillon.settings.Setting.RETENTION_INBOX;
import static io.carillon.settings.Setting.RETENTION_REJECTED;
import static io.carillon.settings.Setting.RETENTION_STATISTICS_HOURS;
import static io.carillon.settings.Setting.RETENTION_STATISTICS_MINUTES;

import io.carillon.access.IdempotentWrites;
import io.carillon.console.PortalLinks;
import io.carillon.database.Database;
import io.carillon.database.Removal;
import io.carillon.meter.Meters;
import io.carillon.platform.FactLog;
import io.carillon.quota.ChangeDays;
import io.carillon.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Removes rows that are older than their setting allows, page by page and for a few seconds at a time, so that the tables do
 * not grow forever. One log line reports what was removed, and {@code carillon_retention_removed_total} counts it;
 * {@code carillon_retention_behind} shows what a run had to leave.
 */
@ApplicationScoped
class Retention {

    /** After this time the rest waits for the next run, so that a backlog of old rows does not delay the tick. */
    private static final Duration LONGEST = Duration.ofSeconds(8);
    private static final FactLog LOG = FactLog.of(Retention.class);

    @Inject
    private Database database;
    @Inject
    private ExpiredRows expired;
    @Inject
    private Settings settings;
    @Inject
    private Clock clock;

    private final Map<List<String>, Double> behind = new HashMap<>();

    /** Removes rows that are too old now. */
    void enforce() {
        Instant now = database.now();
        Instant began = clock.instant();
        Instant until = began.plus(LONGEST);
        Instant deliveriesLimit = now.minus(settings.duration(RETENTION_DELIVERIES));
        long polled = remove("polled-deliveries", deliveriesLimit, expired::removePolled, until);
        long messages = remove("messages", deliveriesLimit, expired::removeMessages, until);
        Instant inboxLimit = now.minus(settings.duration(RETENTION_INBOX));
        long changes = remove("changes", inboxLimit, expired::removeChanges, until);
        long requests = remove("idempotent-requests", inboxLimit, expired::removeRequests, until);
        long writes = remove("idempotent-writes", now.minus(IdempotentWrites.KEPT), expired::removeWrites, until);
        long refusals = remove("refusals", inboxLimit, expired::removeRefusals, until);
        Instant rejectedLimit = now.minus(settings.duration(RETENTION_REJECTED));
        long rejected = remove("rejected-messages", rejectedLimit, expired::removeRejected, until);
        long jobs = remove("jobs", rejectedLimit, expired::removeJobs, until);
        long audit = remove("audit-entries", now.minus(settings.duration(RETENTION_AUDIT)), expired::removeAudit, until);
        long minutes = remove("statistics-minutes", now.minus(settings.duration(RETENTION_STATISTICS_MINUTES)),
                expired::removeMinutes, until);
        long hours = remove("statistics-hours", now.minus(settings.duration(RETENTION_STATISTICS_HOURS)), expired::removeHours,
                until);
        long sessions = remove("ended-sessions", now, expired::removeSessions, until);
        long links = remove("portal-links", now.minus(PortalLinks.KEPT), expired::removeLinks, until);
        long days = remove("change-days", now.minus(ChangeDays.KEPT), expired::removeDays, until);
        Meters.RETENTION_BEHIND.set(behind);
        if (polled + messages + changes + requests + writes + refusals + rejected + jobs + audit + minutes + hours + sessions
                + links + days > 0) {
            LOG.info("retention.removed", "messages", messages, "polled", polled, "changes", changes, "requests", requests,
                    "writes", writes, "refusals", refusals, "rejected", rejected, "jobs", jobs, "audit", audit,
                    "minutes", minutes, "hours", hours, "sessions", sessions, "links", links, "days", days,
                    "ms", Duration.between(began, clock.instant()).toMillis());
        }
    }

    private long remove(String what, Instant limit, Function<Instant, Removal> removal, Instant until) {
        long removed = 0;
        Removal page;
        do {
            page = removal.apply(limit);
            removed += page.removed();
            Meters.RETENTION_REMOVED.add(page.removed(), what);
        } while (page.found() == ExpiredRows.PAGE && page.removed() > 0 && clock.instant().isBefore(until));
        behind.put(List.of(what), page.found() == ExpiredRows.PAGE ? 1.0 : 0.0);
        return removed;
    }
}
