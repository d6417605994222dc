package io.carillon.rejected;

import io.carillon.job.Job;
import io.carillon.job.JobKind;
import io.carillon.job.JobPage;
import io.carillon.job.JobProgress;
import io.carillon.job.JobRows;
import io.carillon.job.JobSteps;
import io.carillon.job.JobWork;
import io.carillon.queue.ChangeQueue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Jobs that requeue rejected messages. A page that is repeated after a crash changes nothing: each takes effect once. */
@ApplicationScoped
class RejectedRequeue implements JobWork {

    static final int AT_ONCE = 100;

    @Inject
    private RejectedPages pages;
    @Inject
    private Requeueing requeueing;
    @Inject
    private ChangeQueue queue;
    @Inject
    private JobRows jobs;
    @Inject
    private JobSteps steps;

    @Override
    public boolean does(JobKind kind) {
        return kind == JobKind.REQUEUE;
    }

    @Override
    public Optional<Job> next(Job job) {
        JobPage page = pages.next(job, AT_ONCE);
        JobProgress progress = new RequeueRound(id -> requeueing.putBack(id, job.startedAt()), queue::answers, System::nanoTime)
                .run(job, page);
        return steps.run(() -> settle(job, page, progress));
    }

    private Optional<Job> settle(Job job, JobPage page, JobProgress progress) {
        if (progress.failures() > 0) {
            jobs.pause(job, progress);
            return Optional.empty();
        }
        return jobs.advance(job, progress, page.isLast() && progress.lastId().equals(page.lastId()));
    }
}
