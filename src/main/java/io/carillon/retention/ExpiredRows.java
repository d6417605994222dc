package io.carillon.retention;

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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes the oldest rows, a page in one transaction. Rows that somebody else holds are left for the next time, so several
 * nodes remove side by side and nobody waits. A message goes together with its deliveries and their attempts, and only
 * when all of its deliveries ended before the same moment: what is pending, or was delivered again lately, stays.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class ExpiredRows {

    /** Rows of one transaction; of messages, with everything that belongs to them. */
    static final int PAGE = 200;
    private static final String OLD_CHANGES =
            "SELECT organization_id, change_id FROM inbox WHERE received_at < ? ORDER BY received_at LIMIT ?";
    private static final String REMOVE_CHANGE = "DELETE FROM inbox WHERE organization_id = ? AND change_id = ?";
    private static final String OLD_REJECTED =
            "SELECT id FROM rejected_message WHERE rejected_at < ? ORDER BY rejected_at LIMIT ?";
    private static final String REMOVE_REJECTED = "DELETE FROM rejected_message WHERE id = ?";
    private static final String OLD_AUDIT = "SELECT id FROM audit_entry WHERE at < ? ORDER BY at LIMIT ?";
    private static final String REMOVE_AUDIT = "DELETE FROM audit_entry WHERE id = ?";
    private static final String OLD_MESSAGES = """
            SELECT id FROM message WHERE created_at < ? AND NOT EXISTS (
                SELECT 1 FROM delivery WHERE delivery.message_id = message.id
                AND (delivery.completed_at IS NULL OR delivery.completed_at >= ?))
            ORDER BY created_at LIMIT ?""";
    private static final String ENDED_DELIVERIES = "SELECT id FROM delivery WHERE message_id = ? AND completed_at < ?";
    private static final String REMOVE_ATTEMPTS = "DELETE FROM attempt WHERE delivery_id = ?";
    private static final String REMOVE_DELIVERY = "DELETE FROM delivery WHERE id = ?";
    /** Somebody may have asked for a delivery again since the message was found; then it stays. */
    private static final String REMOVE_MESSAGE = """
            DELETE FROM message WHERE id = ? AND NOT EXISTS (SELECT 1 FROM delivery WHERE message_id = message.id)""";

    @Inject
    private Database database;

    /** Removes up to a page of ids of changes that were received before {@code limit}. */
    public Page removeChanges(Instant limit) {
        return removeRows(OLD_CHANGES, 2, REMOVE_CHANGE, limit);
    }

    /** Removes up to a page of messages that were rejected before {@code limit}. */
    public Page removeRejected(Instant limit) {
        return removeRows(OLD_REJECTED, 1, REMOVE_REJECTED, limit);
    }

    /** Removes up to a page of entries of the audit log that are older than {@code limit}. */
    public Page removeAudit(Instant limit) {
        return removeRows(OLD_AUDIT, 1, REMOVE_AUDIT, limit);
    }

    private Page removeRows(String find, int columns, String remove, Instant limit) {
        return inOneTransaction(connection -> {
            List<Object[]> old = rows(connection, find, columns, limit, PAGE);
            return new Page(old.size(), remove(connection, remove, old));
        });
    }

    /** Removes up to a page of messages whose last delivery ended before {@code limit}. */
    public Page removeMessages(Instant limit) {
        return inOneTransaction(connection -> {
            List<Object[]> old = rows(connection, OLD_MESSAGES, 1, limit, limit, PAGE);
            List<Object[]> deliveries = new ArrayList<>();
            for (Object[] message : old) {
                deliveries.addAll(rows(connection, ENDED_DELIVERIES, 1, message[0], limit));
            }
            remove(connection, REMOVE_ATTEMPTS, deliveries);
            remove(connection, REMOVE_DELIVERY, deliveries);
            return new Page(old.size(), remove(connection, REMOVE_MESSAGE, old));
        });
    }

    private Page inOneTransaction(Work work) {
        try (Connection connection = database.connection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw new DatabaseFailure("cannot remove old rows", e);
        }
    }

    private List<Object[]> rows(Connection connection, String sql, int columns, Object... parameters) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(database.skippingLocked(sql))) {
            Binder.of(select).addAll(parameters);
            List<Object[]> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(columns == 1 ? new Object[] {row.getObject(1)} : new Object[] {row.getObject(1), row.getObject(2)});
                }
            }
            return found;
        }
    }

    private static int remove(Connection connection, String sql, List<Object[]> keys) throws SQLException {
        if (keys.isEmpty()) {
            return 0;
        }
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            for (Object[] key : keys) {
                Binder.of(delete).addAll(key);
                delete.addBatch();
            }
            int removed = 0;
            for (int count : delete.executeBatch()) {
                removed += count;
            }
            return removed;
        }
    }

    @FunctionalInterface
    private interface Work {
        Page on(Connection connection) throws SQLException;
    }

    /** How many old rows were found, and how many of them could be removed. */
    public record Page(int found, int removed) {

        /** Whether it is worth looking again at once. */
        boolean mayBeFollowed() {
            return found == PAGE && removed > 0;
        }
    }
}
