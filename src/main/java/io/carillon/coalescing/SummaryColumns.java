package io.carillon.coalescing;

import io.carillon.catalog.Operation;
import io.carillon.coalescing.Summary.Data;
import io.carillon.database.BulkStatement.Column;
import io.carillon.database.Row;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;

/** How a row holds a {@link Summary}, without its operation and its links. */
final class SummaryColumns {

    static final String NAMES = "changes, first_change_at, last_change_at, last_arrival,"
            + " first_data_at, first_data, last_data_at, last_data";
    /** Adds the summary {@code s} to the row {@code b}, as {@link Summary#plus} does. */
    static final String ADDED = """
            changes = b.changes + s.changes,
            first_change_at = LEAST(b.first_change_at, s.first_change_at),
            last_change_at = GREATEST(b.last_change_at, s.last_change_at),
            last_arrival = CASE WHEN s.last_change_at >= b.last_change_at THEN s.last_arrival ELSE b.last_arrival END,
            first_data_at = CASE WHEN b.first_data_at IS NULL OR s.first_data_at < b.first_data_at
                THEN s.first_data_at ELSE b.first_data_at END,
            first_data = CASE WHEN b.first_data_at IS NULL OR s.first_data_at < b.first_data_at
                THEN s.first_data ELSE b.first_data END,
            last_data_at = CASE WHEN b.last_data_at IS NULL OR s.last_data_at >= b.last_data_at
                THEN s.last_data_at ELSE b.last_data_at END,
            last_data = CASE WHEN b.last_data_at IS NULL OR s.last_data_at >= b.last_data_at
                THEN s.last_data ELSE b.last_data END""";
    private static final Column[] TYPES = {Column.INTEGER, Column.TIME, Column.TIME, Column.BIGINT, Column.TIME, Column.TEXT,
        Column.TIME, Column.TEXT};

    private SummaryColumns() {
    }

    /** The types of {@code columns} and those of {@link #NAMES}. */
    static Column[] after(Column... columns) {
        return Stream.of(columns, TYPES).flatMap(Arrays::stream).toArray(Column[]::new);
    }

    /** A row with {@code values} and those of {@code summary}. */
    static Object[] row(Summary summary, Object... values) {
        Object[] own = {summary.changes(), summary.firstAt(), summary.lastAt(), summary.lastArrival(),
            timeOf(summary.firstData()), jsonOf(summary.firstData()), timeOf(summary.lastData()), jsonOf(summary.lastData())};
        Object[] row = Arrays.copyOf(values, values.length + own.length, Object[].class);
        System.arraycopy(own, 0, row, values.length, own.length);
        return row;
    }

    /** Reads {@link #NAMES}. */
    static Summary read(Operation operation, Row row) {
        return new Summary(operation, row.integer(), row.time(), row.time(), row.number(), dataIn(row), dataIn(row));
    }

    private static Data dataIn(Row row) {
        Instant at = row.time();
        String json = row.text();
        return at == null ? null : new Data(at, json);
    }

    private static Instant timeOf(Data data) {
        return data == null ? null : data.at();
    }

    private static String jsonOf(Data data) {
        return data == null ? null : data.json();
    }
}
