package io.carillon.rejected;

import io.carillon.access.AuditLog;
import io.carillon.database.Database;
import io.carillon.database.Removal;
import io.carillon.database.Row;
import io.carillon.platform.EnumWords;
import io.carillon.platform.FactLog;
import io.carillon.platform.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The jobs as operators handle them: started, listed, stopped. {@link JobRunner} does their work; retention removes them some
 * time after their end.
 */
@ApplicationScoped
public class RejectedJobs {

    private static final FactLog LOG = FactLog.of(RejectedJobs.class);
    private static final Duration LONGEST_COUNT = Duration.ofSeconds(1);
    private static final String INSERT = """
            INSERT INTO rejected_job (id, kind, filter_reason, filter_protocol, filter_from, filter_to, state, matched_count,
                                      done_count, skipped_count, started_at, highest_id, last_id, failures, fence,
                                      leased_until, due_at)
            VALUES (?, ?, ?, ?, ?, ?, 'running', ?, 0, 0, ?, ?, '', 0, 0, ?, ?)""";
    private static final String HIGHEST = "SELECT COALESCE(MAX(id), '') FROM rejected_message";
    private static final String COUNT = "SELECT COUNT(*), COALESCE(MAX(id), ''), COUNT(CASE WHEN " + JobPage.CONDITION
            + " THEN 1 END) FROM (SELECT id, reason, protocol, rejected_at FROM rejected_message"
            + " WHERE id > ? AND id <= ? ORDER BY id LIMIT ?) AS looked";
    private static final String LIST = "SELECT " + RejectedJob.COLUMNS
            + " FROM rejected_job WHERE (? = '' OR id < ?) ORDER BY id DESC LIMIT ?";
    private static final String ONE = "SELECT " + RejectedJob.COLUMNS + " FROM rejected_job WHERE id = ?";
    private static final String STOP = "UPDATE rejected_job SET state = 'stopping' WHERE id = ? AND state = 'running'";
    private static final String OLDEST = "SELECT id FROM rejected_job WHERE ended_at < ? ORDER BY ended_at LIMIT ?";
    private static final String REMOVE = "DELETE FROM rejected_job WHERE id = ?";

    private Database database;
    private AuditLog audit;

    protected RejectedJobs() {
    }

    /** The jobs in {@code database}. */
    @Inject
    public RejectedJobs(Database database, AuditLog audit) {
        this.database = database;
        this.audit = audit;
    }

    /** A job that begins now and is not stored yet. Call it outside a transaction: it counts in many short statements. */
    RejectedJob plan(JobKind kind, RejectedSelection selection) {
        Instant now = database.now();
        String highest = database.sql(HIGHEST).first(Row::text).orElseThrow();
        Long matched = matched(selection, now, highest, LONGEST_COUNT);
        return RejectedJob.starting(Ids.next("rj"), kind, selection, matched, now, highest);
    }

    /** How many messages up to {@code highestId} match; null when counting takes longer than {@code limit}. */
    Long matched(RejectedSelection selection, Instant now, String highestId, Duration limit) {
        long began = System.nanoTime();
        long matched = 0;
        Counted page = new Counted(JobPage.LOOKED_AT, "", 0);
        while (page.looked == JobPage.LOOKED_AT) {
            if (System.nanoTime() - began > limit.toNanos()) {
                return null;
            }
            page = database.sql(COUNT).with(selection.values()).with(now, page.lastId, highestId, JobPage.LOOKED_AT)
                    .first(row -> new Counted(row.number(), row.text(), row.number())).orElseThrow();
            matched += page.matched;
        }
        return matched;
    }

    /** Stores a planned job; any node may begin with it once this is committed. */
    @Transactional
    public RejectedJobDocument start(RejectedJob job) {
        insert(job);
        RejectedJobDocument started = RejectedJobDocument.of(job);
        audit.record("rejected-job.started", job.id(), null, started);
        LOG.info("rejected-job.started", "id", job.id(), "kind", EnumWords.of(job.kind()), "matched", job.matched());
        return started;
    }

    void insert(RejectedJob job) {
        RejectedSelection selection = job.selection();
        database.sql(INSERT).with(job.id(), EnumWords.of(job.kind()), selection.reason(), selection.protocol(), selection.from(),
                selection.to(), job.matched(), job.startedAt(), job.highestId(), job.startedAt(), job.startedAt()).update();
    }

    /** Returns jobs with an id below {@code before} (empty for all), newest first. */
    List<RejectedJob> list(String before, int limit) {
        return database.sql(LIST).with(before, before, limit).list(RejectedJob::of);
    }

    Optional<RejectedJob> find(String id) {
        return database.sql(ONE).with(id).first(RejectedJob::of);
    }

    /** Makes a running job end before its next page; returns whether it was running. */
    boolean stop(String id) {
        return database.sql(STOP).with(id).update() == 1;
    }

    /** Removes up to a page of jobs that ended before {@code limit}. */
    public Removal removeBefore(Instant limit, int page) {
        return Removal.of(database, OLDEST, REMOVE, row -> new Object[] {row.text()}, limit, page);
    }

    private record Counted(long looked, String lastId, long matched) {
    }
}
