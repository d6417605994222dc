package io.carillon.rejected;

import io.carillon.database.Database;
import io.carillon.database.Row;
import io.carillon.job.Job;
import io.carillon.job.JobPage;
import io.carillon.job.JobPage.Looked;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads which rejected messages a job is about, in pages of a limited number of rows. */
@ApplicationScoped
class RejectedPages {

    private static final String CONDITION = RejectedSelection.CONDITION + " AND rejected_at <= ?";
    private static final String ROWS = "SELECT id, CASE WHEN " + CONDITION + " THEN 1 ELSE 0 END FROM rejected_message"
            + " WHERE id > ? AND id <= ? ORDER BY id LIMIT ?";
    private static final String LOCK =
            "SELECT id FROM rejected_message WHERE id > ? AND id <= ? AND " + CONDITION + " ORDER BY id";
    private static final String HIGHEST = "SELECT COALESCE(MAX(id), '') FROM rejected_message";
    private static final String COUNT = "SELECT COUNT(*), COALESCE(MAX(id), ''), COUNT(CASE WHEN " + CONDITION
            + " THEN 1 END) FROM (SELECT id, reason, protocol, rejected_at FROM rejected_message"
            + " WHERE id > ? AND id <= ? ORDER BY id LIMIT ?) AS looked";

    private Database database;

    protected RejectedPages() {
    }

    @Inject
    RejectedPages(Database database) {
        this.database = database;
    }

    /** The page after {@code job.lastId()}, with at most {@code most} messages that match. */
    JobPage next(Job job, int most) {
        List<Looked> rows = database.sql(ROWS).with(selection(job).values()).with(job.startedAt(), job.lastId(),
                job.highestId(), JobPage.LOOKED_AT).list(row -> new Looked(row.text(), row.integer() == 1));
        return JobPage.of(rows, job.lastId(), most);
    }

    /** The messages of a page that no other transaction has locked; this transaction locks them. */
    Set<String> lock(Job job, JobPage page) {
        return new HashSet<>(database.sql(database.skippingLocked(LOCK)).with(job.lastId(), page.lastId())
                .with(selection(job).values()).with(job.startedAt()).list(Row::text));
    }

    /** The highest id that there is; empty without a message. */
    String highestId() {
        return database.sql(HIGHEST).first(Row::text).orElseThrow();
    }

    /** How many messages up to {@code highestId} match; null when counting them takes longer than {@code limit}. */
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

    private static RejectedSelection selection(Job job) {
        return job.selectionAs(RejectedSelection.class);
    }

    private record Counted(long looked, String lastId, long matched) {
    }
}
