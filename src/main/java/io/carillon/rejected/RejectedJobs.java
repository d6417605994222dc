package io.carillon.rejected;

import io.carillon.access.AuditLog;
import io.carillon.database.Database;
import io.carillon.job.Job;
import io.carillon.job.JobKind;
import io.carillon.job.Jobs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;

/** Plans and starts jobs on rejected messages. */
@ApplicationScoped
public class RejectedJobs {

    private static final Duration LONGEST_COUNT = Duration.ofSeconds(5);

    private Database database;
    private RejectedPages pages;
    private Jobs jobs;
    private AuditLog audit;

    protected RejectedJobs() {
    }

    @Inject
    RejectedJobs(Database database, RejectedPages pages, Jobs jobs, AuditLog audit) {
        this.database = database;
        this.pages = pages;
        this.jobs = jobs;
        this.audit = audit;
    }

    /** A job that begins now and is not stored yet. Call it outside a transaction: it counts in many short statements. */
    Job plan(JobKind kind, RejectedSelection selection) {
        Instant now = database.now();
        String highest = pages.highestId();
        return Job.starting("rj", kind, null, selection, pages.matched(selection, now, highest, LONGEST_COUNT), now, "", highest);
    }

    /** Stores a planned job; any node may begin with it once this is committed. */
    @Transactional
    public RejectedJobDocument start(Job job) {
        jobs.start(job);
        RejectedJobDocument started = RejectedJobDocument.of(job);
        audit.record("rejected-job.started", job.id(), null, started);
        return started;
    }
}
