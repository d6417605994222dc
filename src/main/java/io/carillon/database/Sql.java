package io.carillon.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * One SQL statement with its values, in the order of the {@code ?} in its text. Values are strings, numbers, bytes, null,
 * times (sent as UTC, independent of the process's time zone) and arrays of strings. For many rows at once see
 * {@link BulkStatement}.
 */
public final class Sql {

    private final Statements where;
    private final String text;
    private final List<Object> values = new ArrayList<>();
    private int seconds;

    Sql(Statements where, String text) {
        this.where = where;
        this.text = text;
    }

    /** {@code count} comma-separated parameters, for a list in the text of a statement. */
    public static String parameters(int count) {
        return String.join(",", Collections.nCopies(count, "?"));
    }

    /** Adds the next values. */
    public Sql with(Object... more) {
        Collections.addAll(values, more);
        return this;
    }

    /** The database ends the statement after {@code most} seconds, if it takes that long; then it fails. */
    public Sql within(int most) {
        seconds = most;
        return this;
    }

    /** Returns all rows that the query finds. */
    public <R> List<R> list(Row.Reader<R> reader) {
        return prepared(statement -> {
            try (ResultSet found = statement.executeQuery()) {
                return Row.readAll(found, reader);
            }
        });
    }

    /** Returns the first row that the query finds. */
    public <R> Optional<R> first(Row.Reader<R> reader) {
        return list(reader).stream().findFirst();
    }

    /** Runs an INSERT, UPDATE or DELETE; returns the number of rows it changed. */
    public int update() {
        return prepared(PreparedStatement::executeUpdate);
    }

    /** Runs the statement for each of {@code rows}, as one batch; returns the total number of rows that it changed. */
    public int updateEach(Collection<Object[]> rows) {
        if (rows.isEmpty()) {
            return 0;
        }
        return prepared(statement -> {
            for (Object[] row : rows) {
                bind(statement, Arrays.asList(row));
                statement.addBatch();
            }
            int changed = 0;
            for (int count : statement.executeBatch()) {
                changed += count;
            }
            return changed;
        });
    }

    private <T> T prepared(Execution<T> execution) {
        return where.run(text, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(text)) {
                bind(statement, values);
                return seconds == 0 ? execution.of(statement) : limited(statement, execution);
            }
        });
    }

    /** H2 keeps the limit of a statement for its connection, so the earlier one is restored. */
    private <T> T limited(PreparedStatement statement, Execution<T> execution) throws SQLException {
        int before = statement.getQueryTimeout();
        statement.setQueryTimeout(seconds);
        try {
            return execution.of(statement);
        } finally {
            statement.setQueryTimeout(before);
        }
    }

    private static void bind(PreparedStatement statement, List<Object> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, stored(values.get(i), statement.getConnection()));
        }
    }

    private static Object stored(Object value, Connection connection) throws SQLException {
        if (value instanceof Instant time) {
            return Utc.of(time);
        }
        return value instanceof String[] texts ? connection.createArrayOf("varchar", texts) : value;
    }

    @FunctionalInterface
    private interface Execution<T> {
        T of(PreparedStatement statement) throws SQLException;
    }
}
