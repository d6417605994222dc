package io.carillon.rejected;

import io.carillon.database.Statements;
import java.util.ArrayList;
import java.util.List;

/**
 * The next messages of a job. A page reads a limited number of rows, however few of them match, so that no statement takes
 * long.
 *
 * @param ids    the messages that match, in order
 * @param lastId the last id that was read
 * @param isLast whether this is the last page
 */
public record JobPage(List<String> ids, String lastId, boolean isLast) {

    /** Rows that are read for one page. */
    static final int LOOKED_AT = 1_000;
    /** The condition of a job: its filter, its highest id and its start. */
    static final String CONDITION = RejectedSelection.CONDITION + " AND rejected_at <= ?";
    private static final String ROWS = "SELECT id, CASE WHEN " + CONDITION + " THEN 1 ELSE 0 END FROM rejected_message"
            + " WHERE id > ? AND id <= ? ORDER BY id LIMIT ?";

    /** The page after {@code job.lastId()}, with at most {@code most} messages that match. */
    static JobPage next(Statements database, RejectedJob job, int most) {
        List<Looked> rows = database.sql(ROWS).with(job.selection().values()).with(job.startedAt(), job.lastId(),
                job.highestId(), LOOKED_AT).list(row -> new Looked(row.text(), row.integer() == 1));
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).matches) {
                ids.add(rows.get(i).id);
            }
            if (ids.size() == most) {
                return new JobPage(ids, rows.get(i).id, i == rows.size() - 1 && rows.size() < LOOKED_AT);
            }
        }
        return new JobPage(ids, rows.isEmpty() ? job.lastId() : rows.get(rows.size() - 1).id, rows.size() < LOOKED_AT);
    }

    private record Looked(String id, boolean matches) {
    }
}
