package io.carillon.database;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * One connection of the caller's transaction for several statements, for hot paths where borrowing one for each statement
 * would be too slow.
 */
public final class Session implements Statements, AutoCloseable {

    private final Connection connection;

    private Session(Connection connection) {
        this.connection = connection;
    }

    static Session open(Source source) {
        try {
            return new Session(source.connection());
        } catch (SQLException e) {
            throw new DatabaseFailure("no connection to the database", e);
        }
    }

    @Override
    public <T> T run(String sql, Work<T> work) {
        try {
            return work.on(connection);
        } catch (SQLException e) {
            throw new DatabaseFailure("cannot run: " + sql.strip().lines().findFirst().orElse(""), e);
        }
    }

    /** Returns the connection to its owner; the transaction continues. */
    @Override
    public void close() {
        run("close", borrowed -> {
            borrowed.close();
            return null;
        });
    }

    @FunctionalInterface
    interface Source {
        Connection connection() throws SQLException;
    }
}
