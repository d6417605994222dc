package io.carillon.database;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Runs SQL statements: {@link Database} takes a connection of the caller's transaction for each statement, a {@link Session}
 * uses one for several.
 */
public interface Statements {

    /**
     * Does {@code work} on a connection of the caller's transaction.
     *
     * @param sql the statement or operation, for the message of a failure
     * @throws DatabaseFailure if the driver throws
     */
    <T> T run(String sql, Work<T> work);

    /** The statement {@code text}, with a {@code ?} for each value. */
    default Sql sql(String text) {
        return new Sql(this, text);
    }

    /** Work on a connection, which its owner closes. */
    @FunctionalInterface
    interface Work<T> {

        /** Returns the result of the work. */
        T on(Connection connection) throws SQLException;
    }
}
