package io.carillon.statistics;

import io.carillon.platform.Ids;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a node has counted in a minute and writes together. Its id makes writing it again harmless, and lets a reader leave out
 * the rows of what it knows already. A minute has a second batch if something is counted for it after the first was taken.
 *
 * @param minute since 1970
 */
record Batch(String id, int minute, Map<Subject, Cell> cells) {

    /** The columns before the subject: grain, minute, batch, number. */
    private static final int OF_PLACE = 4;

    static Batch of(int minute) {
        return new Batch(Ids.next("sb"), minute, new HashMap<>());
    }

    /** The rows of {@code table}: one for each subject, and one with the total for each event type. The same each time. */
    List<Object[]> rows(StatisticsTable table) {
        List<Object[]> rows = new ArrayList<>(cells.size() + 16);
        Map<String, Cell> totals = new HashMap<>();
        cells.forEach((subject, cell) -> {
            rows.add(row(table, Grain.MINUTE, rows.size(), subject, cell));
            totals.computeIfAbsent(subject.eventType(), type -> new Cell()).add(cell);
        });
        totals.forEach((type, cell) ->
                rows.add(row(table, Grain.TOTAL_MINUTE, rows.size(), new Subject(null, null, type), cell)));
        return rows;
    }

    private Object[] row(StatisticsTable table, Grain grain, int number, Subject subject, Cell cell) {
        Object[] row = new Object[OF_PLACE + table.subject().size() + table.measures().size()];
        row[0] = grain.word();
        row[1] = minute;
        row[2] = id;
        row[3] = number;
        int next = OF_PLACE;
        if (table == StatisticsTable.DELIVERIES) {
            row[next++] = subject.endpointId();
        }
        row[next++] = subject.organizationId();
        row[next++] = subject.eventType();
        cell.writeTo(row, next);
        return row;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Batch batch && batch.id.equals(id);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id);
    }
}
