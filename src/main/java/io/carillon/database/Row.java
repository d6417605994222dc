package io.carillon.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * The current row of a result. Each call reads the next column, so a reader reads the columns in the order of the SELECT. A
 * column that is null is read as null, or as 0 or false by the methods that return primitives.
 */
public final class Row {

    private final ResultSet result;
    private int column;

    private Row(ResultSet result) {
        this.result = result;
    }

    static <R> List<R> readAll(ResultSet result, Reader<R> reader) throws SQLException {
        Row row = new Row(result);
        List<R> all = new ArrayList<>();
        while (result.next()) {
            row.column = 0;
            all.add(reader.read(row));
        }
        return all;
    }

    /** A text, or null. */
    public String text() {
        return next(result::getString);
    }

    /** A 32-bit integer. */
    public int integer() {
        return next(result::getInt);
    }

    /** A 32-bit integer, or null. */
    public Integer integerOrNull() {
        return next(index -> result.getObject(index, Integer.class));
    }

    /** A truth value. */
    public boolean flag() {
        return next(result::getBoolean);
    }

    /** A 64-bit integer. */
    public long number() {
        return next(result::getLong);
    }

    /** A 64-bit integer, or null. */
    public Long numberOrNull() {
        return next(index -> result.getObject(index, Long.class));
    }

    /** A point in time, or null. */
    public Instant time() {
        return Utc.instant(next(index -> result.getObject(index, OffsetDateTime.class)));
    }

    /** Bytes, or null. */
    public byte[] bytes() {
        return next(result::getBytes);
    }

    private <T> T next(Column<T> reader) {
        try {
            return reader.of(++column);
        } catch (SQLException e) {
            throw new DatabaseFailure("cannot read column " + column, e);
        }
    }

    @FunctionalInterface
    private interface Column<T> {
        T of(int index) throws SQLException;
    }

    /** Makes a value from a row. */
    @FunctionalInterface
    public interface Reader<R> {

        /** Reads the columns in their order. */
        R read(Row row);
    }
}
