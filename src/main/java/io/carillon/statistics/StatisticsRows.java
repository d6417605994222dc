package io.carillon.statistics;

import static io.carillon.database.BulkStatement.row;

import io.carillon.database.BulkStatement;
import io.carillon.database.Database;
import io.carillon.database.Removal;
import io.carillon.database.Row;
import io.carillon.database.Session;
import io.carillon.platform.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The only writer of the statistics; it works in the caller's transaction. The hours before a mark are summed from their
 * minutes. A transaction that writes rows holds the mark, so that a minute that comes late, after its hour was summed, is added
 * to the hour as well.
 */
@ApplicationScoped
public class StatisticsRows {

    /** Rows of minutes that are likely to arrive when their hour is over. */
    private static final int LATE_MINUTES = 10;
    private static final int HOUR = 60;
    /** Rows of a statement. A minute has more only if very many endpoints are active. */
    private static final int MOST_ROWS = 10_000;
    private static final String MARK = "SELECT summed_until FROM statistic_mark WHERE statistic = ?";
    private static final String MOVE_MARK = "UPDATE statistic_mark SET summed_until = ? WHERE statistic = ?";
    private static final BulkStatement.Key<String> KEY =
            new BulkStatement.Key<>(row -> row.text() + " " + row.integer(), "batch", "number");

    private Database database;

    protected StatisticsRows() {
    }

    /** Statistics in {@code database}. */
    @Inject
    public StatisticsRows(Database database) {
        this.database = database;
    }

    /** Adds the rows of {@code batches}; those that were added before have no effect. */
    void add(StatisticsTable table, List<Batch> batches) {
        int mark = markForUpdate(table);
        List<Object[]> rows = batches.stream().flatMap(batch -> batch.rows(table).stream()).toList();
        for (int first = 0; first < rows.size(); first += MOST_ROWS) {
            add(table, rows.subList(first, Math.min(rows.size(), first + MOST_ROWS)), mark);
        }
    }

    private void add(StatisticsTable table, List<Object[]> rows, int mark) {
        List<Object[]> late = rows.stream().filter(row -> (int) row[1] < mark).toList();
        if (late.isEmpty()) {
            table.insert().execute(database, rows);
            return;
        }
        Set<String> added = Set.copyOf(table.insert().write(database, rows, KEY));
        table.insert().execute(database, late.stream().filter(row -> added.contains(row[2] + " " + row[3]))
                .map(StatisticsRows::hourOf).toList());
    }

    private int markForUpdate(StatisticsTable table) {
        return database.sql(MARK + " FOR UPDATE").with(table.table()).first(Row::integer).orElseThrow();
    }

    private static Object[] hourOf(Object[] minute) {
        Object[] hour = minute.clone();
        hour[0] = (minute[0].equals(Grain.MINUTE.word()) ? Grain.HOUR : Grain.TOTAL_HOUR).word();
        hour[1] = Grain.HOUR.startOf((int) minute[1]);
        return hour;
    }

    /** The minute before which hours are summed. */
    int mark(StatisticsTable table) {
        return database.sql(MARK).with(table.table()).first(Row::integer).orElseThrow();
    }

    /** Sums the minutes of the oldest hour that is over; returns whether there may be another one. */
    boolean sumOneHour(StatisticsTable table) {
        Optional<Integer> mark =
                database.sql(database.skippingLocked(MARK)).with(table.table()).first(Row::integer);
        int end = Grain.HOUR.startOf(Counts.minuteOf(database.now()) - LATE_MINUTES);
        if (mark.isEmpty() || mark.get() >= end) {
            return false;
        }
        int first = database.sql("SELECT at_minute FROM " + table.table()
                + " WHERE grain = ? AND at_minute >= ? ORDER BY at_minute LIMIT 1")
                .with(Grain.TOTAL_MINUTE.word(), mark.get()).first(Row::integer).orElse(end);
        int hour = Math.min(end, Grain.HOUR.startOf(first));
        if (hour < end) {
            sum(table, Grain.MINUTE, Grain.HOUR, hour);
            sum(table, Grain.TOTAL_MINUTE, Grain.TOTAL_HOUR, hour);
        }
        int next = Math.min(end, hour + HOUR);
        database.sql(MOVE_MARK).with(next, table.table()).update();
        return next < end;
    }

    private void sum(StatisticsTable table, Grain minutes, Grain hours, int hour) {
        database.sql(table.rollUp()).with(hours.word(), hour, Ids.next("sb"), minutes.word(), hour, hour + HOUR).update();
    }

    /** Removes up to about a page of minutes before {@code limit} whose hours are summed. */
    public Removal removeMinutesBefore(Instant limit, int page) {
        return remove(limit, page, Grain.MINUTE, Grain.TOTAL_MINUTE);
    }

    /** Removes up to about a page of hours before {@code limit}. */
    public Removal removeHoursBefore(Instant limit, int page) {
        return remove(limit, page, Grain.HOUR, Grain.TOTAL_HOUR);
    }

    private Removal remove(Instant limit, int page, Grain... grains) {
        int found = 0;
        int removed = 0;
        for (StatisticsTable table : StatisticsTable.values()) {
            int before = Math.min(Counts.minuteOf(limit), mark(table));
            for (Grain grain : grains) {
                Removal part = remove(table, grain, before, page - found);
                found += part.found();
                removed += part.removed();
            }
        }
        return new Removal(found, removed);
    }

    private Removal remove(StatisticsTable table, Grain grain, int before, int most) {
        String oldest = "SELECT grain, at_minute, batch, number FROM " + table.table()
                + " WHERE grain = ? AND at_minute < ? ORDER BY at_minute LIMIT ?";
        try (Session session = database.session()) {
            List<Object[]> old = session.sql(database.skippingLocked(oldest)).with(grain.word(), before, most)
                    .list(found -> row(found.text(), found.integer(), found.text(), found.integer()));
            return new Removal(old.size(), session.sql(table.delete() + " WHERE grain = ? AND at_minute = ? AND batch = ?"
                    + " AND number = ?").updateEach(old));
        }
    }
}
