package io.carillon.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The statements that read the rows for a question. Each part is a range of an index: one for each selection, in minutes or, up
 * to the mark, in hours.
 *
 * @param from   the rows of all parts, as a subselect with the minute and the group of each
 * @param values of {@code from}
 */
record StoredRows(StatisticsQuestion question, String from, List<Object> values) {

    /**
     * @param mark      the minute before which hours are summed
     * @param unwritten the batches to leave out, which the caller has in memory
     */
    static StoredRows of(StatisticsQuestion question, int mark, List<String> unwritten) {
        List<Object> values = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        boolean isOfTotals = question.isOfTotals();
        int minutesFrom = question.isOfHours() ? Math.max(question.firstMinute(), mark) : question.firstMinute();
        for (Selection selection : question.selections()) {
            if (question.isOfHours()) {
                parts.add(part(question, isOfTotals ? Grain.TOTAL_HOUR : Grain.HOUR, question.firstMinute(),
                        Math.min(mark, question.endMinute()), selection, unwritten, values));
            }
            parts.add(part(question, isOfTotals ? Grain.TOTAL_MINUTE : Grain.MINUTE, minutesFrom, question.endMinute(),
                    selection, unwritten, values));
        }
        return new StoredRows(question, String.join(" UNION ALL ", parts), values);
    }

    private static String part(StatisticsQuestion question, Grain grain, int from, int to, Selection selection,
            List<String> unwritten, List<Object> values) {
        values.addAll(List.of(grain.word(), from, to));
        String condition = selection.condition(values);
        String written = "";
        if (!unwritten.isEmpty()) {
            written = " AND NOT (s.batch = ANY (CAST(? AS VARCHAR ARRAY)))";
            values.add(unwritten.toArray(String[]::new));
        }
        return "SELECT s.at_minute, " + question.by().group() + " AS subject_group, " + columns(question, "s.%s") + " FROM "
                + question.table().table() + " s" + question.by().join()
                + " WHERE s.grain = ? AND s.at_minute >= ? AND s.at_minute < ?" + condition + written;
    }

    private static String columns(StatisticsQuestion question, String each) {
        return question.table().measures().stream().map(each::formatted).collect(Collectors.joining(", "));
    }

    /** Selects the groups and their sizes, the largest first, without the others. */
    Select sizes(int most) {
        List<Object> all = new ArrayList<>(values);
        all.add(Subject.OTHER);
        all.add(most);
        return new Select("SELECT subject_group, SUM(" + question.table().size() + ") AS size FROM (" + from
                + ") AS counted WHERE subject_group <> ? GROUP BY subject_group ORDER BY size DESC LIMIT ?", all);
    }

    /** Selects the number of the step, the group, which is null for those that are not in {@code top}, and the sums. */
    Select series(Set<String> top) {
        List<Object> all = new ArrayList<>();
        all.add(question.firstMinute());
        all.add(question.minutes());
        all.add(top.toArray(String[]::new));
        all.addAll(values);
        return new Select("SELECT slot, series_group, " + columns(question, "SUM(%s)") + " FROM (SELECT"
                + " (at_minute - CAST(? AS INTEGER)) / CAST(? AS INTEGER) AS slot,"
                + " CASE WHEN subject_group = ANY (CAST(? AS VARCHAR ARRAY)) THEN subject_group END AS series_group, "
                + columns(question, "%s") + " FROM (" + from + ") AS counted) AS grouped GROUP BY slot, series_group", all);
    }

    /** A statement and its values. */
    record Select(String sql, List<Object> values) {
    }
}
