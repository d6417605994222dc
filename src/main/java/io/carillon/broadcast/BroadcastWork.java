package io.carillon.broadcast;

import io.carillon.job.Job;
import io.carillon.job.JobKind;
import io.carillon.job.JobPage;
import io.carillon.job.JobProgress;
import io.carillon.job.JobRows;
import io.carillon.job.JobSteps;
import io.carillon.job.JobWork;
import io.carillon.platform.FactLog;
import io.carillon.queue.Change;
import io.carillon.queue.ChangeQueue;
import io.carillon.queue.QueueUnavailable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

/**
 * Jobs that send a change to all organizations: each page is one message on the queue, which the broker confirms before the job
 * moves on. The id of a change is made of the job and the organization, so that a page that is sent again has no second effect.
 */
@ApplicationScoped
class BroadcastWork implements JobWork {

    static final int AT_ONCE = 100;
    /** The most characters of data in one message, unless a single change has more. */
    static final int MOST_DATA = 1 << 20;
    private static final FactLog LOG = FactLog.of(BroadcastWork.class);

    private BroadcastPages pages;
    private BroadcastData data;
    private ChangeQueue queue;
    private JobRows jobs;
    private JobSteps steps;

    protected BroadcastWork() {
    }

    @Inject
    BroadcastWork(BroadcastPages pages, BroadcastData data, ChangeQueue queue, JobRows jobs, JobSteps steps) {
        this.pages = pages;
        this.data = data;
        this.queue = queue;
        this.jobs = jobs;
        this.steps = steps;
    }

    @Override
    public boolean does(JobKind kind) {
        return kind == JobKind.BROADCAST;
    }

    @Override
    public Optional<Job> next(Job job) {
        BroadcastSelection selection = job.selectionAs(BroadcastSelection.class);
        String stored = data.find(job.id()).orElse(null);
        JobPage page = pages.next(selection.application(), job.lastId(), job.highestId(), atOnce(stored));
        List<Change> changes = page.ids().stream()
                .map(id -> selection.change().of(job.id() + "-" + id, Long.parseLong(id), stored)).toList();
        Optional<String> failure = changes.isEmpty() ? Optional.empty() : send(changes);
        return steps.run(() -> settle(job, page, failure));
    }

    private static int atOnce(String stored) {
        return stored == null ? AT_ONCE : Math.max(1, Math.min(AT_ONCE, MOST_DATA / stored.length()));
    }

    /** Returns why the broker may not have the changes; empty when it has them on disk. */
    private Optional<String> send(List<Change> changes) {
        try {
            queue.publish(Change.OURSELVES, changes);
            return Optional.empty();
        } catch (QueueUnavailable e) {
            return Optional.of("The broker did not confirm the changes: "
                    + Objects.requireNonNullElse(e.getCause().getMessage(), "no answer in time"));
        } catch (RejectedExecutionException e) {
            return Optional.of("The changes were not sent, because the node is stopping.");
        }
    }

    private Optional<Job> settle(Job job, JobPage page, Optional<String> failure) {
        if (failure.isPresent()) {
            jobs.pause(job, JobProgress.none(job.lastId()).failed(failure.get(), job.failures() + 1));
            LOG.warn("broadcast.paused", "job", job.id(), "detail", failure.get());
            return Optional.empty();
        }
        return jobs.advance(job, JobProgress.done(page.ids().size(), page.lastId()), page.isLast());
    }
}
