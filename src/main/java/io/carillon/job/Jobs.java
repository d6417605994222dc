package io.carillon.job;

import io.carillon.database.Database;
import io.carillon.database.Removal;
import io.carillon.database.Row;
import io.carillon.platform.EnumWords;
import io.carillon.platform.FactLog;
import io.carillon.problem.ProblemException;
import io.carillon.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The rows of the table {@code job} for those who start, show and stop jobs. Works in the caller's transaction. */
@ApplicationScoped
public class Jobs {

    private static final FactLog LOG = FactLog.of(Jobs.class);
    private static final String INSERT = """
            INSERT INTO job (id, kind, application_id, selection, state, matched_count, done_count, skipped_count, started_at,
                             highest_id, last_id, failures, fence, leased_until, due_at)
            VALUES (?, ?, ?, ?, 'running', ?, 0, 0, ?, ?, ?, 0, 0, ?, ?)""";
    private static final String INSERT_ALONE = INSERT + " ON CONFLICT DO NOTHING";
    private static final String LIST = "SELECT " + Job.COLUMNS + " FROM job WHERE kind = ANY (CAST(? AS VARCHAR ARRAY))"
            + " AND (? = '' OR id < ?) ORDER BY id DESC LIMIT ?";
    private static final String LIST_OF = "SELECT " + Job.COLUMNS + " FROM job WHERE kind = ANY (CAST(? AS VARCHAR ARRAY))"
            + " AND application_id IN (SELECT id FROM application WHERE id = ? OR owner_organization_id = ?)"
            + " AND (? = '' OR id < ?) ORDER BY id DESC LIMIT ?";
    private static final String RUNNING =
            "SELECT " + Job.COLUMNS + " FROM job WHERE ended_at IS NULL AND kind = ? AND application_id = ? ORDER BY id";
    private static final String ONE = "SELECT " + Job.COLUMNS + " FROM job WHERE id = ?";
    private static final String STOP = "UPDATE job SET state = 'stopping' WHERE id = ? AND state = 'running'";
    private static final String OLDEST = "SELECT id FROM job WHERE ended_at < ? ORDER BY ended_at LIMIT ?";
    private static final String REMOVE = "DELETE FROM job WHERE id = ?";

    private Database database;

    protected Jobs() {
    }

    /** The jobs in {@code database}. */
    @Inject
    public Jobs(Database database) {
        this.database = database;
    }

    /** Stores a job that was planned; any node may begin with it once this is committed. */
    public void start(Job job) {
        insert(INSERT, job);
    }

    /** Like {@link #start}, unless a job of a kind of which only one may run is running; returns whether it was stored. */
    public boolean startAlone(Job job) {
        return insert(INSERT_ALONE, job);
    }

    private boolean insert(String sql, Job job) {
        boolean isStored = database.sql(sql).with(job.id(), EnumWords.of(job.kind()), job.applicationId(), job.selection(),
                job.matched(), job.startedAt(), job.highestId(), job.lastId(), job.startedAt(), job.startedAt()).update() == 1;
        if (isStored) {
            LOG.info("job.started", "id", job.id(), "kind", EnumWords.of(job.kind()), "matched", job.matched());
        }
        return isStored;
    }

    /** Returns jobs of these kinds with an id below {@code before} (empty for all), newest first. */
    public List<Job> list(Set<JobKind> kinds, String before, int limit) {
        return database.sql(LIST).with((Object) words(kinds)).with(before, before, limit).list(Job::of);
    }

    /** Like {@link #list}, of the application {@code id} or of those that {@code owner} owns; either may be null. */
    public List<Job> listOf(Set<JobKind> kinds, String id, Long owner, String before, int limit) {
        return database.sql(LIST_OF).with((Object) words(kinds)).with(id, owner, before, before, limit).list(Job::of);
    }

    /** Returns the jobs about an application that have not ended, those that are stopping included. */
    public List<Job> running(JobKind kind, String applicationId) {
        return database.sql(RUNNING).with(EnumWords.of(kind), applicationId).list(Job::of);
    }

    private static String[] words(Set<JobKind> kinds) {
        return kinds.stream().map(EnumWords::of).toArray(String[]::new);
    }

    /** Returns the job if it is of one of these kinds. */
    public Optional<Job> find(String id, JobKind... kinds) {
        return database.sql(ONE).with(id).first(Job::of).filter(job -> Stream.of(kinds).anyMatch(job.kind()::equals));
    }

    /**
     * Makes a job end before its next page; nothing happens if it is stopping already.
     *
     * @return the job as it is then
     * @throws ProblemException 409 when it has ended
     */
    public Job stop(Job job) {
        database.sql(STOP).with(job.id()).update();
        Job after = find(job.id(), job.kind()).orElse(job);
        if (after.endedAt() != null) {
            throw new ProblemException(ProblemType.CONFLICT, "The job " + job.id() + " has already ended.");
        }
        return after;
    }

    /** Removes up to a page of jobs that ended before {@code limit}. */
    public Removal removeBefore(Instant limit, int page) {
        return Removal.of(database, OLDEST, REMOVE, (Row row) -> new Object[] {row.text()}, limit, page);
    }
}
