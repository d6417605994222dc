package io.carillon.tracking;

import io.carillon.endpoint.Subscriber;
import io.carillon.endpoint.Subscriptions;
import io.carillon.job.Job;
import io.carillon.job.JobProgress;
import io.carillon.job.JobRows;
import io.carillon.message.MissingMessages;
import io.carillon.message.MissingMessages.Missing;
import io.carillon.message.MissingMessages.Page;
import io.carillon.message.MissingMessages.Wanted;
import io.carillon.message.Outbox;
import io.carillon.platform.FactLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Jobs that send an endpoint the messages that it never had (decision 45). Its subscription is read for each page, in the
 * transaction that writes the deliveries and moves the job on. At most one job works on an endpoint, and only its newest claim
 * writes, so that each message gets one delivery, whatever node is killed.
 */
@ApplicationScoped
class MissingDeliveries {

    private static final FactLog LOG = FactLog.of(MissingDeliveries.class);
    private static final String SWITCHED_OFF = "cannot be sent: the endpoint is switched off or deleted.";
    private static final String REMOVED = "cannot be sent any more: the message, or its content, was removed.";

    private MissingMessages missing;
    private Subscriptions subscriptions;
    private Outbox outbox;
    private JobRows jobs;

    protected MissingDeliveries() {
    }

    @Inject
    MissingDeliveries(MissingMessages missing, Subscriptions subscriptions, Outbox outbox, JobRows jobs) {
        this.missing = missing;
        this.subscriptions = subscriptions;
        this.outbox = outbox;
        this.jobs = jobs;
    }

    /** Counts the messages that would be sent, for {@code longest} at most. */
    RedeliveryPreview preview(RedeliverySelection selection, String highestId, Duration longest) {
        Optional<Subscriber> endpoint = subscriptions.one(selection.endpoint());
        long began = System.nanoTime();
        RedeliveryPreview preview = new RedeliveryPreview(0L, null, null, null);
        Page page = new Page(List.of(), MissingMessages.firstId(selection.from()), endpoint.isEmpty());
        while (!page.isLast()) {
            if (System.nanoTime() - began > longest.toNanos()) {
                return new RedeliveryPreview(null, preview.count(), preview.oldest(), preview.newest());
            }
            page = missing.next(wanted(selection), endpoint.orElseThrow(), page.lastId(), highestId);
            preview = counting(preview, page.missing());
        }
        return preview;
    }

    private static RedeliveryPreview counting(RedeliveryPreview preview, List<Missing> more) {
        if (more.isEmpty()) {
            return preview;
        }
        Instant oldest = more.stream().map(Missing::createdAt).min(Instant::compareTo).orElseThrow();
        return new RedeliveryPreview(preview.count() + more.size(), null,
                preview.oldest() == null ? oldest : preview.oldest(),
                more.stream().map(Missing::createdAt).max(Instant::compareTo).orElseThrow());
    }

    /** Sends the next page; in the caller's transaction. */
    Optional<Job> sendNext(Job job, RedeliverySelection selection) {
        Optional<Subscriber> found = subscriptions.one(selection.endpoint());
        if (found.isEmpty()) {
            return jobs.advance(job, JobProgress.none(job.lastId()), true);
        }
        Subscriber endpoint = found.get();
        Page page = missing.next(wanted(selection), endpoint, job.lastId(), job.highestId());
        List<Missing> sendable = endpoint.isActive() ? missing.lock(page.missing(), endpoint.endpointId()) : List.of();
        if (!jobs.move(job, progress(page, sendable, endpoint))) {
            return Optional.empty();
        }
        if (!sendable.isEmpty()) {
            outbox.deliver(endpoint, sendable);
        }
        LOG.info("job.sent-missing", "job", job.id(), "endpoint", endpoint.endpointId(), "count", sendable.size());
        return jobs.moved(job, JobProgress.none(page.lastId()), page.isLast());
    }

    private static JobProgress progress(Page page, List<Missing> sendable, Subscriber endpoint) {
        JobProgress progress = JobProgress.done(sendable.size(), page.lastId());
        Set<Missing> left = new HashSet<>(page.missing());
        sendable.forEach(left::remove);
        Optional<String> lastLeft = left.stream().map(Missing::id).max(String::compareTo);
        return lastLeft.map(id -> progress.skipping(left.size(), id, endpoint.isActive() ? REMOVED : SWITCHED_OFF))
                .orElse(progress);
    }

    private static Wanted wanted(RedeliverySelection selection) {
        return new Wanted(selection.organization(), selection.resourceType(), selection.resourceId(), selection.eventTypes(),
                selection.from(), selection.to());
    }
}
