package io.carillon.rejected;

import io.carillon.queue.ChangeQueue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Works on the job that has been waiting longest, for a few pages at a time, so that several jobs take turns. Before each page it
 * checks whether the job may continue, so that a stop takes effect soon. A failure of the database leaves the job to the next
 * claim.
 */
@ApplicationScoped
class JobRunner {

    private static final int MOST_PAGES = 10;

    @Inject
    private JobSteps steps;
    @Inject
    private Requeueing requeueing;
    @Inject
    private ChangeQueue queue;

    /** Does a part of one job that is due. */
    void workOnOne() {
        Optional<RejectedJob> job = steps.claim();
        for (int page = 0; page < MOST_PAGES && job.isPresent(); page++) {
            job = steps.mayGoOn(job.get()) ? next(job.get()) : Optional.empty();
        }
        job.ifPresent(steps::release);
    }

    private Optional<RejectedJob> next(RejectedJob job) {
        return job.kind() == JobKind.DELETE ? steps.deleteNext(job) : requeueNext(job);
    }

    /** The job at its new place; empty when it ended, paused or belongs to another node. */
    private Optional<RejectedJob> requeueNext(RejectedJob job) {
        JobPage page = steps.nextToRequeue(job);
        JobProgress progress = new RequeueRound(id -> requeueing.putBack(id, job.startedAt()), queue::answers, System::nanoTime)
                .run(job, page);
        if (progress.failures() > 0) {
            steps.pause(job, progress);
            return Optional.empty();
        }
        return steps.advance(job, progress, page.isLast() && progress.lastId().equals(page.lastId()));
    }
}
