package io.carillon.platform;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A statement that takes many rows at once, each column as an array. The text has {@code %s} where the rows stand, as in
 * {@code INSERT INTO t (a, b) SELECT a, b FROM %s AS given (a, b)}; both databases do in it, for a third of the work, what a
 * batch of single statements does. Its rows are in the order in which they were given. Thread-safe.
 */
public final class ManyRows {

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

    private ManyRows(String sql, Column... columns) {
        this.sql = sql;
        this.columns = columns;
    }

    /** The statement {@code sql}, whose {@code %s} becomes rows of {@code columns}. */
    public static ManyRows of(String sql, Column... columns) {
        return new ManyRows(sql.formatted(Stream.of(columns).map(column -> "CAST(? AS " + column.sql + " ARRAY)")
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
    public <K> Set<K> insert(Connection connection, List<Object[]> rows, Key<K> key) throws SQLException {
        if (rows.isEmpty()) {
            return Set.of();
        }
        try (PreparedStatement statement = connection.prepareStatement(sql, key.columns())) {
            bind(statement, rows, connection);
            statement.executeUpdate();
            try (ResultSet inserted = statement.getGeneratedKeys()) {
                return read(inserted, key);
            }
        }
    }

    /** Runs a {@code SELECT} of the columns of {@code key} with {@code rows}. */
    public <K> Set<K> select(Connection connection, List<Object[]> rows, Key<K> key) throws SQLException {
        if (rows.isEmpty()) {
            return Set.of();
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, rows, connection);
            try (ResultSet found = statement.executeQuery()) {
                return read(found, key);
            }
        }
    }

    private static <K> Set<K> read(ResultSet rows, Key<K> key) throws SQLException {
        Set<K> keys = new HashSet<>();
        while (rows.next()) {
            keys.add(key.of(rows));
        }
        return keys;
    }

    private void bind(PreparedStatement statement, List<Object[]> rows, Connection connection) throws SQLException {
        for (int i = 0; i < columns.length; i++) {
            statement.setArray(i + 1, columns[i].of(rows, i, connection));
        }
    }

    /** A primary key: its columns, and how it is read from them. */
    public interface Key<K> {

        /** Names, in the order in which {@link #of} reads them. */
        String[] columns();

        /** The key of the current row. */
        K of(ResultSet row) throws SQLException;
    }
}
