package io.carillon.operations;

import io.carillon.database.Binder;
import io.carillon.database.Database;
import io.carillon.database.DatabaseFailure;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * Hands out notices that are due and takes back those that have been told. A claim moves a notice to its next try, so
 * that a node that dies while telling leaves it to the others.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class NoticeClaims {

    private static final String DUE = """
            SELECT id, event_type, endpoint_id, occurred_at, recipient, text, attempts, clock_timestamp() FROM notice
            WHERE due_at <= (SELECT clock_timestamp()) ORDER BY due_at LIMIT 1""";
    private static final String CLAIM = "UPDATE notice SET attempts = ?, due_at = ? WHERE id = ?";
    private static final String REMOVE = "DELETE FROM notice WHERE id = ?";
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 6;

    @Inject
    private Database database;

    /** Claims a notice that is due; it is due again after a pause that doubles up to about an hour. */
    public Optional<Notice> claim() {
        try (Connection connection = database.connection();
                PreparedStatement select = connection.prepareStatement(database.skippingLocked(DUE));
                PreparedStatement claim = connection.prepareStatement(CLAIM);
                ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            Notice notice = read(row);
            Binder.of(claim).add(notice.attempts()).add(instant(row, 8).plus(pauseAfter(notice))).add(notice.id());
            claim.executeUpdate();
            return Optional.of(notice);
        } catch (SQLException e) {
            throw new DatabaseFailure("cannot claim a notice", e);
        }
    }

    private static Notice read(ResultSet row) throws SQLException {
        return new Notice(row.getString(1), OperationalEvent.ofEventType(row.getString(2)), row.getString(3),
                instant(row, 4), row.getString(5), row.getString(6), row.getInt(7) + 1);
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static Duration pauseAfter(Notice notice) {
        return FIRST_PAUSE.multipliedBy(1L << Math.min(notice.attempts() - 1, MOST_DOUBLINGS));
    }

    /** Removes a notice that was told or given up. */
    public void remove(Notice notice) {
        try (Connection connection = database.connection();
                PreparedStatement remove = connection.prepareStatement(REMOVE)) {
            Binder.of(remove).add(notice.id());
            remove.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseFailure("cannot remove a notice", e);
        }
    }
}
