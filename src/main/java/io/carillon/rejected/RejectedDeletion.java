package io.carillon.rejected;

import io.carillon.database.Database;
import io.carillon.database.Session;
import io.carillon.job.Job;
import io.carillon.job.JobKind;
import io.carillon.job.JobPage;
import io.carillon.job.JobProgress;
import io.carillon.job.JobRows;
import io.carillon.job.JobSteps;
import io.carillon.job.JobWork;
import io.carillon.platform.FactLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Jobs that delete rejected messages: each page and the place of the job in one transaction. */
@ApplicationScoped
class RejectedDeletion implements JobWork {

    static final int AT_ONCE = 500;
    private static final FactLog LOG = FactLog.of(RejectedDeletion.class);
    private static final String DELETE = "DELETE FROM rejected_message WHERE id = ?";

    private Database database;
    private RejectedPages pages;
    private JobRows jobs;
    private JobSteps steps;

    protected RejectedDeletion() {
    }

    @Inject
    RejectedDeletion(Database database, RejectedPages pages, JobRows jobs, JobSteps steps) {
        this.database = database;
        this.pages = pages;
        this.jobs = jobs;
        this.steps = steps;
    }

    @Override
    public boolean does(JobKind kind) {
        return kind == JobKind.DELETE;
    }

    /** Does not wait for rows that another transaction has locked: the page ends before the first of them. */
    @Override
    public Optional<Job> next(Job job) {
        return steps.run(() -> deleteNext(job));
    }

    private Optional<Job> deleteNext(Job job) {
        JobPage page = pages.next(job, AT_ONCE);
        Set<String> locked = pages.lock(job, page);
        List<String> free = page.ids().stream().takeWhile(locked::contains).toList();
        boolean whole = free.size() == page.ids().size();
        if (!whole && free.isEmpty()) {
            jobs.postpone(job);
            return Optional.empty();
        }
        JobProgress progress = JobProgress.done(free.size(), whole ? page.lastId() : free.get(free.size() - 1));
        if (!jobs.move(job, progress)) {
            return Optional.empty();
        }
        try (Session session = database.session()) {
            session.sql(DELETE).updateEach(free.stream().map(id -> new Object[] {id}).toList());
        }
        LOG.info("rejected.deleted", "job", job.id(), "count", free.size());
        return jobs.moved(job, progress, whole && page.isLast());
    }
}
