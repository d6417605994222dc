package io.carillon.database;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;

/** Sets the parameters of a statement one after the other. Times go as UTC, whatever zone the process runs in. */
public final class Binder {

    private final PreparedStatement statement;
    private int next = 1;

    private Binder(PreparedStatement statement) {
        this.statement = statement;
    }

    /** Begins at the first parameter of {@code statement}. */
    public static Binder of(PreparedStatement statement) {
        return new Binder(statement);
    }

    /** {@code count} parameters for a list in a statement's text. */
    public static String places(int count) {
        return String.join(",", Collections.nCopies(count, "?"));
    }

    /** The next parameter is a text or null. */
    public Binder add(String value) throws SQLException {
        statement.setString(next++, value);
        return this;
    }

    /** The next parameter is a bigint. */
    public Binder add(long value) throws SQLException {
        statement.setLong(next++, value);
        return this;
    }

    /** The next parameter is an integer. */
    public Binder add(int value) throws SQLException {
        statement.setInt(next++, value);
        return this;
    }

    /** The next parameter is a time or null. */
    public Binder add(Instant value) throws SQLException {
        statement.setObject(next++, value == null ? null : value.atOffset(ZoneOffset.UTC),
                java.sql.Types.TIMESTAMP_WITH_TIMEZONE);
        return this;
    }

    /** The next parameters, each a text, a number or a time. */
    public Binder addAll(Object... values) throws SQLException {
        for (Object value : values) {
            if (value instanceof Instant time) {
                add(time);
            } else {
                statement.setObject(next++, value);
            }
        }
        return this;
    }

    /** The next parameter is bytes. */
    public Binder add(byte[] value) throws SQLException {
        statement.setBytes(next++, value);
        return this;
    }
}
