package io.carillon.rejected;

import io.carillon.database.MigratedDatabase;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** The jobs of a database outside a container; each step is a transaction, as it is in one. */
final class JobsOnDatabase {

    final RejectedJobs jobs;
    final JobSteps steps = new JobSteps();
    private final MigratedDatabase database;
    private String id;

    JobsOnDatabase(MigratedDatabase database) {
        this.database = database;
        jobs = new RejectedJobs(database, null);
        steps.database = database;
    }

    RejectedJob start(JobKind kind, RejectedSelection selection) {
        RejectedJob job = jobs.plan(kind, selection);
        jobs.insert(job);
        id = job.id();
        return job;
    }

    Optional<RejectedJob> claim() throws SQLException {
        return call(steps::claim);
    }

    Optional<RejectedJob> deleteNext(RejectedJob job) throws SQLException {
        return call(() -> steps.deleteNext(job));
    }

    /** The job that was started last, as its row shows it. */
    RejectedJob find() {
        return jobs.find(id).orElseThrow();
    }

    <T> T call(Supplier<T> step) throws SQLException {
        AtomicReference<T> result = new AtomicReference<>();
        database.transaction(() -> result.set(step.get()));
        return result.get();
    }
}
