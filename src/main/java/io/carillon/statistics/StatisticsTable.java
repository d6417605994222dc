package io.carillon.statistics;

import static io.carillon.database.BulkStatement.Column.BIGINT;
import static io.carillon.database.BulkStatement.Column.INTEGER;
import static io.carillon.database.BulkStatement.Column.TEXT;

import io.carillon.database.BulkStatement;
import io.carillon.database.BulkStatement.Column;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table of counts. A row has the counts of one subject in one minute or hour as one node counted them, in a column for each
 * measure; an absent count is 0. Rows are added and removed, never changed.
 */
public enum StatisticsTable {
    /** Attempts and skipped deliveries, by endpoint, organization and event type. */
    DELIVERIES("delivery_statistic", "INSERT INTO delivery_statistic", "DELETE FROM delivery_statistic",
            List.of("endpoint_id", "organization_id", "event_type"), DeliveryMeasures.COLUMNS, DeliveryMeasures.WEIGHT),
    /** Changes from the queue, by the organization that reported them and their event type. */
    CHANGES("change_statistic", "INSERT INTO change_statistic", "DELETE FROM change_statistic",
            List.of("organization_id", "event_type"), List.of("applied", "instant", "repeated", "silent", "rejected"),
            List.of("applied", "repeated", "silent", "rejected"));

    private static final String AT = "grain, at_minute, batch, number";

    private final String table;
    private final String delete;
    private final List<String> subject;
    private final List<String> measures;
    private final List<String> weight;
    private final BulkStatement insert;
    private final String rollUp;

    StatisticsTable(String table, String insert, String delete, List<String> subject, List<String> measures,
            List<String> weight) {
        this.table = table;
        this.delete = delete;
        this.subject = subject;
        this.measures = measures;
        this.weight = weight;
        String columns = "(" + AT + ", " + String.join(", ", subject) + ", " + String.join(", ", measures) + ")";
        this.insert = BulkStatement.of(insert + " " + columns + " SELECT * FROM %s AS counted " + columns
                + " ON CONFLICT DO NOTHING", types(subject, measures));
        this.rollUp = insert + " " + columns + " SELECT CAST(? AS VARCHAR(12)), CAST(? AS INTEGER), CAST(? AS VARCHAR(40)),"
                + " ROW_NUMBER() OVER (), summed.* FROM (SELECT " + String.join(", ", subject) + ", "
                + measures.stream().map(measure -> "SUM(" + measure + ") AS " + measure).collect(Collectors.joining(", "))
                + " FROM " + table + " WHERE grain = ? AND at_minute >= ? AND at_minute < ? GROUP BY "
                + String.join(", ", subject) + ") AS summed";
    }

    private static Column[] types(List<String> subject, List<String> measures) {
        return Stream.of(Stream.of(TEXT, INTEGER, TEXT, INTEGER),
                        subject.stream().map(column -> column.equals("organization_id") ? BIGINT : TEXT),
                        measures.stream().map(column -> INTEGER))
                .flatMap(columns -> columns).toArray(Column[]::new);
    }

    /** Its name. */
    String table() {
        return table;
    }

    /** Adds rows; those that were added before have no effect. */
    BulkStatement insert() {
        return insert;
    }

    /** Adds the sums of rows of one grain in a period as rows of another. */
    String rollUp() {
        return rollUp;
    }

    /** The start of a statement that removes rows. */
    String delete() {
        return delete;
    }

    /** The columns that say what was counted. */
    List<String> subject() {
        return subject;
    }

    /** The columns with counts, in the order of the places. */
    List<String> measures() {
        return measures;
    }

    /** An expression for how much a row adds to the size of its group. */
    String size() {
        return weight.stream().map(column -> "COALESCE(" + column + ", 0)").collect(Collectors.joining(" + "));
    }

    /** The same for counts in memory. */
    long sizeOf(Cell cell) {
        long[] counts = new long[measures.size()];
        cell.addTo(counts);
        return weight.stream().mapToLong(column -> counts[measures.indexOf(column)]).sum();
    }
}
