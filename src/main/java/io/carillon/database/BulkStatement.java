package io.carillon.database;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A statement that takes many rows at once, each column as an array. The text has {@code %s} where the rows stand, as in
 * {@code INSERT INTO t (a, b) SELECT a, b FROM %s AS given (a, b)}; both databases do in it, for less work, what a batch of
 * single statements does. Its rows are in the order in which they were given. Thread-safe.
 */
public final class BulkStatement {

    /** Types of columns. */
    public enum Column {
        /** A {@code String}. */
        TEXT("VARCHAR", "varchar", String[]::new),
        /** An {@code Integer}. */
        INTEGER("INTEGER", "int4", Integer[]::new),
        /** A {@code Long}. */
        BIGINT("BIGINT", "int8", Long[]::new),
        /** An {@code Instant}. */
        TIME("TIMESTAMP WITH TIME ZONE", "timestamptz", OffsetDateTime[]::new);

        private final String sql;
        private final String ofDriver;
        private final IntFunction<Object[]> array;

        Column(String sql, String ofDriver, IntFunction<Object[]> array) {
            this.sql = sql;
            this.ofDriver = ofDriver;
            this.array = array;
        }

        private Array of(List<Object[]> rows, int index, Connection connection) throws SQLException {
            Object[] values = rows.stream().map(row -> stored(row[index])).toArray(array);
            return connection.createArrayOf(ofDriver, values);
        }

        private static Object stored(Object value) {
            return value instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : value;
        }
    }

    private final String sql;
    private final Column[] columns;

    private BulkStatement(String sql, Column... columns) {
        this.sql = sql;
        this.columns = columns;
    }

    /** The statement {@code sql}, whose {@code %s} becomes rows of {@code columns}. */
    public static BulkStatement of(String sql, Column... columns) {
        return new BulkStatement(sql.formatted(Stream.of(columns).map(column -> "CAST(? AS " + column.sql + " ARRAY)")
                .collect(Collectors.joining(", ", "UNNEST(", ")"))), columns);
    }

    /** One row; its values may be null. */
    public static Object[] row(Object... values) {
        return values;
    }

    /** Runs the statement for {@code rows}; answers how many rows of the table it wrote. */
    public int execute(Connection connection, List<Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return 0;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, rows, connection);
            return statement.executeUpdate();
        }
    }

    /** Runs an {@code INSERT} for {@code rows}; answers {@code key} of the rows that it inserted, in any order. */
    public <K> List<K> insert(Connection connection, List<Object[]> rows, Key<K> key) throws SQLException {
        if (rows.isEmpty()) {
            return List.of();
        }
        try (PreparedStatement statement = connection.prepareStatement(sql, key.columns())) {
            bind(statement, rows, connection);
            statement.executeUpdate();
            try (ResultSet inserted = statement.getGeneratedKeys()) {
                return read(inserted, key.reader());
            }
        }
    }

    /** Runs a {@code SELECT} with {@code rows}; answers what it finds, in the order of the statement. */
    public <R> List<R> select(Connection connection, List<Object[]> rows, Reader<R> reader) throws SQLException {
        if (rows.isEmpty()) {
            return List.of();
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, rows, connection);
            try (ResultSet found = statement.executeQuery()) {
                return read(found, reader);
            }
        }
    }

    private static <R> List<R> read(ResultSet rows, Reader<R> reader) throws SQLException {
        List<R> read = new ArrayList<>();
        while (rows.next()) {
            read.add(reader.of(rows));
        }
        return read;
    }

    private void bind(PreparedStatement statement, List<Object[]> rows, Connection connection) throws SQLException {
        for (int i = 0; i < columns.length; i++) {
            statement.setArray(i + 1, columns[i].of(rows, i, connection));
        }
    }

    /** How a row is read. */
    @FunctionalInterface
    public interface Reader<R> {

        /** What the current row says. */
        R of(ResultSet row) throws SQLException;
    }

    /** A primary key: its columns, and how it is read from them, in this order. */
    public record Key<K>(Reader<K> reader, String... columns) {
    }
}
