package io.carillon.job;

import io.carillon.database.Database;
import io.carillon.platform.EnumWords;
import io.carillon.platform.FactLog;
import io.carillon.platform.PlannedTimes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;

/**
 * Moves jobs on, in the caller's transaction. A claim is a lease: a node that dies loses it, and any node continues from the
 * place in the job's row. A node that was suspended for longer than its lease finds a newer fence and leaves the job alone.
 */
@ApplicationScoped
public class JobRows implements PlannedTimes {

    private static final FactLog LOG = FactLog.of(JobRows.class);
    /** Longer than any step may take. */
    private static final String LEASE = "clock_timestamp() + INTERVAL '30' SECOND";
    private static final String PAUSE = "clock_timestamp() + INTERVAL '5' SECOND";
    private static final String OURS = " WHERE id = ? AND fence = ? AND ended_at IS NULL";
    private static final String DUE = "SELECT " + Job.COLUMNS + " FROM job WHERE ended_at IS NULL"
            + " AND leased_until <= (SELECT clock_timestamp())"
            + " AND (due_at <= (SELECT clock_timestamp()) OR state = 'stopping') ORDER BY leased_until LIMIT 1";
    private static final String CLAIM = "UPDATE job SET fence = fence + 1, leased_until = " + LEASE + " WHERE id = ?";
    private static final String STATE = "SELECT state FROM job" + OURS;
    private static final String MOVE = "UPDATE job SET last_id = ?, done_count = done_count + ?,"
            + " skipped_count = skipped_count + ?, failures = ?, last_skipped = COALESCE(?, last_skipped),"
            + " last_error = COALESCE(?, last_error), leased_until = " + LEASE + OURS;
    private static final String RELEASE = "UPDATE job SET leased_until = clock_timestamp()" + OURS;
    private static final String POSTPONE = "UPDATE job SET leased_until = clock_timestamp(), due_at = " + PAUSE + OURS;
    private static final String END = "UPDATE job SET state = ?, ended_at = clock_timestamp()" + OURS;

    private static final String MOVE_BACK = """
            UPDATE job SET leased_until = leased_until - CAST(? AS DOUBLE PRECISION) * INTERVAL '1' SECOND,
                due_at = due_at - CAST(? AS DOUBLE PRECISION) * INTERVAL '1' SECOND
            WHERE ended_at IS NULL AND GREATEST(leased_until, due_at)
                > clock_timestamp() + CAST(? AS DOUBLE PRECISION) * INTERVAL '1' SECOND""";

    private Database database;

    protected JobRows() {
    }

    /** The jobs in {@code database}. */
    @Inject
    public JobRows(Database database) {
        this.database = database;
    }

    /** Claims the job that has been waiting longest. */
    public Optional<Job> claim() {
        Optional<Job> due = database.sql(database.skippingLocked(DUE)).first(Job::of);
        due.ifPresent(job -> database.sql(CLAIM).with(job.id()).update());
        return due.map(Job::claimed);
    }

    /** Lets any node claim the job at once. */
    public void release(Job job) {
        database.sql(RELEASE).with(job.id(), job.fence()).update();
    }

    /** Whether this claim is still the newest and the job was not stopped; a job that was stopped ends here. */
    public boolean mayGoOn(Job job) {
        Optional<JobState> state = database.sql(STATE).with(job.id(), job.fence())
                .first(row -> EnumWords.read(JobState.class, row.text()));
        if (state.equals(Optional.of(JobState.STOPPING))) {
            end(job, JobState.STOPPED);
        }
        return state.equals(Optional.of(JobState.RUNNING));
    }

    /** Writes the progress; returns whether this claim is still the newest. If not, nothing of the page may be done. */
    public boolean move(Job job, JobProgress progress) {
        return database.sql(MOVE).with(progress.lastId(), progress.done(), progress.skipped(), progress.failures(),
                progress.lastSkipped(), progress.lastError(), job.id(), job.fence()).update() == 1;
    }

    /** The job after it was moved; empty when it has passed its last row, which ends it. */
    public Optional<Job> moved(Job job, JobProgress progress, boolean isEnd) {
        if (isEnd) {
            end(job, JobState.DONE);
        }
        return isEnd ? Optional.empty() : Optional.of(job.at(progress.lastId(), progress.failures()));
    }

    /**
     * Moves the job on.
     *
     * @param isEnd whether it has passed its last row
     * @return the job at its new place; empty when it ended or another node has it
     */
    public Optional<Job> advance(Job job, JobProgress progress, boolean isEnd) {
        return move(job, progress) ? moved(job, progress, isEnd) : Optional.empty();
    }

    /** Moves the job on and lets any node claim it after a few seconds. */
    public void pause(Job job, JobProgress progress) {
        if (move(job, progress)) {
            postpone(job);
        }
    }

    /** Lets any node claim the job after a few seconds. */
    public void postpone(Job job) {
        database.sql(POSTPONE).with(job.id(), job.fence()).update();
    }

    private void end(Job job, JobState state) {
        database.sql(END).with(EnumWords.of(state), job.id(), job.fence()).update();
        LOG.info("job.ended", "id", job.id(), "kind", EnumWords.of(job.kind()), "state", EnumWords.of(state));
    }

    @Override
    public void moveBack(Duration step, Duration beyond) {
        double seconds = step.toNanos() / 1e9;
        database.sql(MOVE_BACK).with(seconds, seconds, beyond.toNanos() / 1e9).update();
    }
}
