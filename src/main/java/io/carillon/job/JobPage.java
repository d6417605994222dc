package io.carillon.job;

import java.util.ArrayList;
import java.util.List;

/**
 * The next rows of a job. A page reads a limited number of rows, however few of them match, so that no statement takes long.
 *
 * @param ids    the rows that match, in order
 * @param lastId the last id that was read
 * @param isLast whether this is the last page
 */
public record JobPage(List<String> ids, String lastId, boolean isLast) {

    /** Rows that are read for one page. */
    public static final int LOOKED_AT = 1_000;

    /**
     * The page after {@code after}.
     *
     * @param rows up to {@link #LOOKED_AT} rows after it, in the order of their ids
     * @param most how many that match it may have
     */
    public static JobPage of(List<Looked> rows, String after, int most) {
        boolean isEnd = rows.size() < LOOKED_AT;
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).matches()) {
                ids.add(rows.get(i).id());
            }
            if (ids.size() == most) {
                return new JobPage(ids, rows.get(i).id(), i == rows.size() - 1 && isEnd);
            }
        }
        return new JobPage(ids, rows.isEmpty() ? after : rows.get(rows.size() - 1).id(), isEnd);
    }

    /** A row that was read, and whether the job is about it. */
    public record Looked(String id, boolean matches) {
    }
}
