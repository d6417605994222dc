package io.carillon.tracking;

import io.carillon.database.Database;
import io.carillon.database.Row;
import io.carillon.database.Sql;
import io.carillon.job.JobPage;
import io.carillon.job.JobPage.Looked;
import io.carillon.message.Deliveries;
import io.carillon.platform.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Reads which deliveries a redelivery is about, in pages of a limited number of rows. The period is a range of the primary key,
 * because ids begin with the time; the exact times decide in addition.
 */
@ApplicationScoped
class RedeliveryPages {

    private static final String CONDITION = """
            d.created_at >= ? AND d.created_at < ? AND d.state = ANY (CAST(? AS VARCHAR ARRAY))
            AND (CAST(? AS VARCHAR(40)) IS NULL OR EXISTS
                (SELECT 1 FROM endpoint e WHERE e.id = d.endpoint_id AND e.application_id = ?))
            AND EXISTS (SELECT 1 FROM message m WHERE m.id = d.message_id
                AND (CAST(? AS BIGINT) IS NULL OR m.organization_id = ?)
                AND (CAST(? AS VARCHAR(200)) IS NULL OR m.resource_type = ?)
                AND (CAST(? AS VARCHAR(200)) IS NULL OR m.resource_id = ?)
                AND (CAST(? AS VARCHAR ARRAY) IS NULL OR m.event_type = ANY (CAST(? AS VARCHAR ARRAY))))""";
    private static final String LOOKED = "SELECT d.id, d.created_at, CASE WHEN " + CONDITION + " THEN 1 ELSE 0 END AS matches"
            + " FROM delivery d WHERE d.id > ? AND d.id <= ?";
    private static final String OF_ENDPOINT = " AND d.endpoint_id = ?";
    private static final String ORDER = " ORDER BY d.id LIMIT ?";
    private static final String COUNT = "SELECT COUNT(*), COALESCE(MAX(id), ''), COALESCE(SUM(matches), 0),"
            + " MIN(CASE WHEN matches = 1 THEN created_at END), MAX(CASE WHEN matches = 1 THEN created_at END)"
            + " FROM (%s) AS looked";
    private static final String HIGHEST = "SELECT COALESCE(MAX(id), '') FROM delivery WHERE id < ?";

    private Database database;

    protected RedeliveryPages() {
    }

    @Inject
    RedeliveryPages(Database database) {
        this.database = database;
    }

    /** An id before the first delivery of the period. */
    static String firstId(RedeliverySelection selection) {
        return Ids.lowest("dl", selection.from().minus(Deliveries.CLOCKS_DIFFER));
    }

    /** The highest id of the period; empty without a delivery. */
    String highestId(RedeliverySelection selection) {
        return database.sql(HIGHEST).with(Ids.lowest("dl", selection.to().plus(Deliveries.CLOCKS_DIFFER))).first(Row::text)
                .orElseThrow();
    }

    /** The page after {@code lastId}, with at most {@code most} deliveries that match. */
    JobPage next(RedeliverySelection selection, String lastId, String highestId, int most) {
        List<Looked> rows = page(LOOKED + ofEndpoint(selection) + ORDER, selection, lastId, highestId)
                .list(row -> {
                    String id = row.text();
                    row.time();
                    return new Looked(id, row.integer() == 1);
                });
        return JobPage.of(rows, lastId, most);
    }

    /** Counts the deliveries that match, for {@code longest} at most. */
    RedeliveryPreview preview(RedeliverySelection selection, String highestId, Duration longest) {
        long began = System.nanoTime();
        Counted page = new Counted(JobPage.LOOKED_AT, firstId(selection), 0, null, null);
        RedeliveryPreview preview = new RedeliveryPreview(0L, null, null, null);
        String sql = COUNT.formatted(LOOKED + ofEndpoint(selection) + ORDER);
        while (page.looked == JobPage.LOOKED_AT) {
            if (System.nanoTime() - began > longest.toNanos()) {
                return new RedeliveryPreview(null, preview.count(), preview.oldest(), preview.newest());
            }
            page = page(sql, selection, page.lastId, highestId).first(Counted::of).orElseThrow();
            preview = new RedeliveryPreview(preview.count() + page.matched, null,
                    preview.oldest() == null ? page.oldest : preview.oldest(),
                    page.newest == null ? preview.newest() : page.newest);
        }
        return preview;
    }

    private static String ofEndpoint(RedeliverySelection selection) {
        return selection.endpoint() == null ? "" : OF_ENDPOINT;
    }

    private Sql page(String sql, RedeliverySelection selection, String after, String highestId) {
        String[] types = selection.eventTypes() == null ? null : selection.eventTypes().toArray(String[]::new);
        Sql select = database.sql(sql).with(selection.from(), selection.to())
                .with((Object) selection.status().toArray(String[]::new))
                .with(selection.application(), selection.application(), selection.organization(), selection.organization(),
                        selection.resourceType(), selection.resourceType(), selection.resourceId(), selection.resourceId())
                .with((Object) types).with((Object) types).with(after, highestId);
        if (selection.endpoint() != null) {
            select.with(selection.endpoint());
        }
        return select.with(JobPage.LOOKED_AT);
    }

    private record Counted(long looked, String lastId, long matched, Instant oldest, Instant newest) {

        static Counted of(Row row) {
            return new Counted(row.number(), row.text(), row.number(), row.time(), row.time());
        }
    }
}
