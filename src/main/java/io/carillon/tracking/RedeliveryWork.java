package io.carillon.tracking;

import io.carillon.job.Job;
import io.carillon.job.JobKind;
import io.carillon.job.JobPage;
import io.carillon.job.JobProgress;
import io.carillon.job.JobRows;
import io.carillon.job.JobSteps;
import io.carillon.job.JobWork;
import io.carillon.message.DeliveriesWritten;
import io.carillon.message.Reopening;
import io.carillon.platform.FactLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;

/** Jobs that send many deliveries again: each page and the place of the job in one transaction. */
@ApplicationScoped
class RedeliveryWork implements JobWork {

    static final int AT_ONCE = 500;
    private static final FactLog LOG = FactLog.of(RedeliveryWork.class);
    private static final String REASON = "cannot be sent any more: its endpoint is switched off or deleted, its organization does"
            + " not enable the application, or the content of its message was removed.";

    private RedeliveryPages pages;
    private Reopening reopening;
    private MissingDeliveries missing;
    private Event<DeliveriesWritten> written;
    private JobRows jobs;
    private JobSteps steps;

    protected RedeliveryWork() {
    }

    @Inject
    RedeliveryWork(RedeliveryPages pages, Reopening reopening, MissingDeliveries missing, Event<DeliveriesWritten> written,
            JobRows jobs, JobSteps steps) {
        this.pages = pages;
        this.reopening = reopening;
        this.missing = missing;
        this.written = written;
        this.jobs = jobs;
        this.steps = steps;
    }

    @Override
    public boolean does(JobKind kind) {
        return kind == JobKind.REDELIVER;
    }

    @Override
    public Optional<Job> next(Job job) {
        RedeliverySelection selection = job.selectionAs(RedeliverySelection.class);
        return steps.run(() -> selection.isMissing() ? missing.sendNext(job, selection) : redeliverNext(job, selection));
    }

    private Optional<Job> redeliverNext(Job job, RedeliverySelection selection) {
        JobPage page = pages.next(selection, job.lastId(), job.highestId(), AT_ONCE);
        Set<String> possible = reopening.thatMayBeSent(page.ids());
        JobProgress progress = JobProgress.done(possible.size(), page.lastId());
        Optional<String> lastSkipped = page.ids().stream().filter(id -> !possible.contains(id)).reduce((a, b) -> b);
        if (lastSkipped.isPresent()) {
            progress = progress.skipping(page.ids().size() - possible.size(), lastSkipped.get(), REASON);
        }
        if (!jobs.move(job, progress)) {
            return Optional.empty();
        }
        reopening.reopen(possible);
        written.fire(new DeliveriesWritten());
        LOG.info("job.redelivered", "job", job.id(), "count", possible.size());
        return jobs.moved(job, progress, page.isLast());
    }
}
