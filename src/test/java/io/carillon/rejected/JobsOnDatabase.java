package io.carillon.rejected;

import io.carillon.database.MigratedDatabase;
import io.carillon.job.Job;
import io.carillon.job.JobKind;
import io.carillon.job.JobRows;
import io.carillon.job.JobSteps;
import io.carillon.job.Jobs;
import io.carillon.job.StepsOnDatabase;
import java.util.Optional;
import java.util.function.Supplier;

/** The jobs of a database outside a container. */
final class JobsOnDatabase {

    final Jobs jobs;
    final JobRows rows;
    final RejectedPages pages;
    private final RejectedJobs planned;
    private final RejectedDeletion deletion;
    private final JobSteps steps;
    private String id;

    JobsOnDatabase(MigratedDatabase database) {
        jobs = new Jobs(database);
        rows = new JobRows(database);
        pages = new RejectedPages(database);
        steps = new StepsOnDatabase(database);
        planned = new RejectedJobs(database, pages, jobs, null);
        deletion = new RejectedDeletion(database, pages, rows, steps);
    }

    Job start(JobKind kind, RejectedSelection selection) {
        Job job = planned.plan(kind, selection);
        jobs.start(job);
        id = job.id();
        return job;
    }

    Optional<Job> claim() {
        return call(rows::claim);
    }

    Optional<Job> deleteNext(Job job) {
        return deletion.next(job);
    }

    /** The job that was started last, as its row shows it. */
    Job find() {
        return jobs.find(id, JobKind.values()).orElseThrow();
    }

    <T> T call(Supplier<T> step) {
        return steps.run(step);
    }
}
