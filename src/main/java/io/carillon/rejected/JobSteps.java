package io.carillon.rejected;

import io.carillon.database.Database;
import io.carillon.database.Row;
import io.carillon.database.Session;
import io.carillon.platform.EnumWords;
import io.carillon.platform.FactLog;
import io.carillon.platform.UnitOfWork;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The steps of a job, each a short transaction. A claim is a lease: a node that dies loses it, and any node continues from
 * the place in the job's row. A node that was suspended for longer than its lease finds a newer fence and leaves the job alone.
 */
@UnitOfWork
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class JobSteps {

    static final int DELETED_AT_ONCE = 500;
    static final int REQUEUED_AT_ONCE = 100;
    private static final FactLog LOG = FactLog.of(JobSteps.class);
    /** Longer than any step may take. */
    private static final String LEASE = "clock_timestamp() + INTERVAL '30' SECOND";
    private static final String PAUSE = "clock_timestamp() + INTERVAL '5' SECOND";
    private static final String OURS = " WHERE id = ? AND fence = ? AND ended_at IS NULL";
    private static final String DUE = "SELECT " + RejectedJob.COLUMNS + " FROM rejected_job WHERE ended_at IS NULL"
            + " AND leased_until <= (SELECT clock_timestamp())"
            + " AND (due_at <= (SELECT clock_timestamp()) OR state = 'stopping') ORDER BY leased_until LIMIT 1";
    private static final String CLAIM = "UPDATE rejected_job SET fence = fence + 1, leased_until = " + LEASE + " WHERE id = ?";
    private static final String STATE = "SELECT state FROM rejected_job" + OURS;
    private static final String MOVE = "UPDATE rejected_job SET last_id = ?, done_count = done_count + ?,"
            + " skipped_count = skipped_count + ?, failures = ?, last_skipped = COALESCE(?, last_skipped),"
            + " last_error = COALESCE(?, last_error), leased_until = " + LEASE + OURS;
    private static final String RELEASE = "UPDATE rejected_job SET leased_until = clock_timestamp()" + OURS;
    private static final String POSTPONE =
            "UPDATE rejected_job SET leased_until = clock_timestamp(), due_at = " + PAUSE + OURS;
    private static final String END = "UPDATE rejected_job SET state = ?, ended_at = clock_timestamp()" + OURS;
    private static final String LOCK = "SELECT id FROM rejected_message WHERE id > ? AND id <= ? AND " + JobPage.CONDITION
            + " ORDER BY id";
    private static final String DELETE = "DELETE FROM rejected_message WHERE id = ?";

    @Inject
    Database database;

    /** Claims the job that has been waiting longest. */
    public Optional<RejectedJob> claim() {
        Optional<RejectedJob> due = database.sql(database.skippingLocked(DUE)).first(RejectedJob::of);
        due.ifPresent(job -> database.sql(CLAIM).with(job.id()).update());
        return due.map(RejectedJob::claimed);
    }

    /** Lets any node claim the job at once. */
    public void release(RejectedJob job) {
        database.sql(RELEASE).with(job.id(), job.fence()).update();
    }

    /** Whether this claim is still the newest and the job was not stopped; a job that was stopped ends here. */
    public boolean mayGoOn(RejectedJob job) {
        Optional<JobState> state = database.sql(STATE).with(job.id(), job.fence())
                .first(row -> EnumWords.read(JobState.class, row.text()));
        if (state.equals(Optional.of(JobState.STOPPING))) {
            end(job, JobState.STOPPED);
        }
        return state.equals(Optional.of(JobState.RUNNING));
    }

    /** The next messages to requeue. */
    public JobPage nextToRequeue(RejectedJob job) {
        return JobPage.next(database, job, REQUEUED_AT_ONCE);
    }

    /**
     * Deletes the next page. It does not wait for rows that another transaction has locked: the page ends before the first of
     * them.
     *
     * @return the job at its new place; empty when it ended, another node has it, or the next row is locked
     */
    public Optional<RejectedJob> deleteNext(RejectedJob job) {
        JobPage page = JobPage.next(database, job, DELETED_AT_ONCE);
        List<String> free = free(job, page);
        boolean whole = free.size() == page.ids().size();
        if (!whole && free.isEmpty()) {
            postpone(job);
            return Optional.empty();
        }
        JobProgress progress = JobProgress.deleted(free.size(), whole ? page.lastId() : free.get(free.size() - 1));
        if (!move(job, progress)) {
            return Optional.empty();
        }
        remove(job, free);
        return at(job, progress, whole && page.isLast());
    }

    private List<String> free(RejectedJob job, JobPage page) {
        Set<String> locked = Set.copyOf(database.sql(database.skippingLocked(LOCK)).with(job.lastId(), page.lastId())
                .with(job.selection().values()).with(job.startedAt()).list(Row::text));
        return page.ids().stream().takeWhile(locked::contains).toList();
    }

    private void remove(RejectedJob job, List<String> ids) {
        try (Session session = database.session()) {
            session.sql(DELETE).updateEach(ids.stream().map(id -> new Object[] {id}).toList());
        }
        LOG.info("rejected.deleted", "job", job.id(), "count", ids.size());
    }

    /**
     * Moves the job on.
     *
     * @param isEnd whether it has passed its last message
     * @return the job at its new place; empty when it ended or another node has it
     */
    public Optional<RejectedJob> advance(RejectedJob job, JobProgress progress, boolean isEnd) {
        return move(job, progress) ? at(job, progress, isEnd) : Optional.empty();
    }

    /** Moves the job on and lets any node claim it after a few seconds. */
    public void pause(RejectedJob job, JobProgress progress) {
        if (move(job, progress)) {
            postpone(job);
        }
    }

    private boolean move(RejectedJob job, JobProgress progress) {
        return database.sql(MOVE).with(progress.lastId(), progress.done(), progress.skipped(), progress.failures(),
                progress.lastSkipped(), progress.lastError(), job.id(), job.fence()).update() == 1;
    }

    private Optional<RejectedJob> at(RejectedJob job, JobProgress progress, boolean isEnd) {
        if (isEnd) {
            end(job, JobState.DONE);
        }
        return isEnd ? Optional.empty() : Optional.of(job.at(progress.lastId(), progress.failures()));
    }

    private void postpone(RejectedJob job) {
        database.sql(POSTPONE).with(job.id(), job.fence()).update();
    }

    private void end(RejectedJob job, JobState state) {
        database.sql(END).with(EnumWords.of(state), job.id(), job.fence()).update();
        LOG.info("rejected-job.ended", "id", job.id(), "state", EnumWords.of(state));
    }
}
