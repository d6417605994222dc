package io.carillon.database;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Where SQL statements run: {@link Database} takes a connection of the caller's transaction for each statement, a {@link Session}
 * keeps one for several.
 */
public interface Statements {

    /**
     * Does {@code work} on a connection of the caller's transaction.
     *
     * @param sql what is done, for the message of a failure
     * @throws DatabaseFailure when the driver throws
     */
    <T> T run(String sql, Work<T> work);

    /** The statement {@code text}, with a {@code ?} for each value. */
    default Sql sql(String text) {
        return new Sql(this, text);
    }

    /** Something done on a connection, which its owner closes. */
    @FunctionalInterface
    interface Work<T> {

        /** Returns what the database answered. */
        T on(Connection connection) throws SQLException;
    }
}
