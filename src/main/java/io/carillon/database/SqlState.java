package io.carillon.database;

import io.carillon.platform.Causes;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import javax.transaction.xa.XAException;

/**
 * What the class of an SQLSTATE (ISO 9075, the first two characters) says about a failed statement. H2 has states of its own for
 * a database that it closed, as it does when its disk is full.
 */
public enum SqlState {
    /** The database cannot work at the moment; the same statement may succeed later. */
    UNAVAILABLE,
    /** The statement was ended, because it took longer than it may; it would again. */
    TOO_SLOW,
    /** The statement violates a constraint, such as a unique key. */
    CONFLICT,
    /** The database cannot store a value. */
    DATA_REJECTED,
    /** Anything else, such as an error in the statement. */
    OTHER;

    /**
     * PostgreSQL: a standby takes no writes (25006). H2: the result or connection is closed (90007, 90067), the database is in
     * use (90020), cannot be read or written (90028, 90030, 90031), is closed (90098, 90121), its disk is full (90100) or memory
     * is short (90108).
     */
    private static final Set<String> NOT_NOW = Set.of("25006", "90007", "90020", "90028", "90030", "90031", "90067",
            "90098", "90100", "90108", "90121");

    /** On both databases. */
    private static final String CANCELED = "57014";

    /**
     * The state of the innermost {@link SQLException} among the causes of {@code failure}; empty if there is none. An
     * exception without a state comes from a pool that has no connection left, and is {@link #UNAVAILABLE}. So is an
     * {@link XAException}, which is all that the server says about a commit that failed.
     */
    public static Optional<SqlState> of(Throwable failure) {
        return Causes.of(failure).filter(SQLException.class::isInstance).map(SQLException.class::cast)
                .reduce((outer, inner) -> inner).map(SqlState::of)
                .or(() -> Causes.of(failure).filter(XAException.class::isInstance).findAny().map(commit -> UNAVAILABLE));
    }

    private static SqlState of(SQLException failure) {
        String state = failure.getSQLState() == null ? "08" : failure.getSQLState();
        if (state.equals(CANCELED)) {
            return TOO_SLOW;
        }
        return switch (state.substring(0, Math.min(2, state.length()))) {
            case "22" -> DATA_REJECTED;
            case "23" -> CONFLICT;
            case "08", "40", "53", "55", "57", "58", "HY" -> UNAVAILABLE;
            default -> NOT_NOW.contains(state) ? UNAVAILABLE : OTHER;
        };
    }
}
