package io.carillon.broadcast;

import io.carillon.database.Database;
import io.carillon.database.Row;
import io.carillon.database.Sql;
import io.carillon.job.JobPage;
import io.carillon.job.JobPage.Looked;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;

/**
 * Reads the organizations that a broadcast is for, in pages of a limited number of rows. Where neither an organization nor its
 * parent, which some event types notify in its place, enables an application, no endpoint can get the change.
 */
@ApplicationScoped
class BroadcastPages {

    private static final String LOOKED = """
            SELECT o.id, CASE WHEN o.deleted_at IS NULL AND EXISTS (SELECT 1 FROM enablement n WHERE %s)
                THEN 1 ELSE 0 END AS matches
            FROM organization o WHERE o.id > ? AND o.id <= ? ORDER BY o.id LIMIT ?""";
    private static final String OF_ANY = LOOKED.formatted("n.organization_id IN (o.id, o.parent_id)");
    private static final String OF_ONE = LOOKED.formatted("n.organization_id = o.id AND n.application_id = ?");
    private static final String COUNT =
            "SELECT COUNT(*), COALESCE(MAX(id), 0), COALESCE(SUM(matches), 0) FROM (%s) AS looked";
    private static final String HIGHEST = "SELECT COALESCE(MAX(id), 0) FROM organization";

    private Database database;

    protected BroadcastPages() {
    }

    @Inject
    BroadcastPages(Database database) {
        this.database = database;
    }

    /** The highest id that there is; 0 without an organization. */
    long highestId() {
        return database.sql(HIGHEST).first(Row::number).orElseThrow();
    }

    /** The page after {@code lastId}, with at most {@code most} organizations; {@code application} is null for any. */
    JobPage next(String application, String lastId, String highestId, int most) {
        List<Looked> rows = page("%s", application, Long.parseLong(lastId), Long.parseLong(highestId))
                .list(row -> new Looked(String.valueOf(row.number()), row.integer() == 1));
        return JobPage.of(rows, lastId, most);
    }

    /** Counts the organizations up to {@code highestId}, for {@code longest} at most. */
    BroadcastPreview count(String application, long highestId, Duration longest) {
        long began = System.nanoTime();
        long matched = 0;
        Counted page = new Counted(JobPage.LOOKED_AT, 0, 0);
        while (page.looked == JobPage.LOOKED_AT) {
            if (System.nanoTime() - began > longest.toNanos()) {
                return new BroadcastPreview(null, matched);
            }
            page = page(COUNT, application, page.lastId, highestId)
                    .first(row -> new Counted(row.number(), row.number(), row.number())).orElseThrow();
            matched += page.matched;
        }
        return new BroadcastPreview(matched, null);
    }

    private Sql page(String frame, String application, long after, long highestId) {
        Sql select = database.sql(frame.formatted(application == null ? OF_ANY : OF_ONE));
        return (application == null ? select : select.with(application)).with(after, highestId, JobPage.LOOKED_AT);
    }

    private record Counted(long looked, long lastId, long matched) {
    }
}
