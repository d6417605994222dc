package io.carillon.rejected;

import io.carillon.database.Binder;
import io.carillon.database.Database;
import io.carillon.database.DatabaseFailure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads, marks and removes rejected messages for those who look after them, in the caller's transaction if there is one. */
@ApplicationScoped
class RejectedLog {

    /** Longer bodies are left out of lists. */
    private static final int MAX_LISTED_BODY = 1 << 16;
    private static final String LIST = "SELECT " + RejectedMessage.COLUMNS
            + ", CASE WHEN OCTET_LENGTH(body) <= " + MAX_LISTED_BODY + " THEN body END AS body FROM rejected_message WHERE " + RejectedFilter.CONDITION
            + " AND (? = '' OR id < ?) ORDER BY id DESC LIMIT ?";
    private static final String ONE = "SELECT " + RejectedMessage.COLUMNS + ", body FROM rejected_message WHERE id = ?";
    private static final String IDS = "SELECT id FROM rejected_message WHERE " + RejectedFilter.CONDITION
            + " AND (requeued_at IS NULL OR requeued_at < clock_timestamp() - INTERVAL '10' MINUTE)"
            + " AND jms_type IN ('text', 'bytes', 'map') AND OCTET_LENGTH(body) <= 16777216 ORDER BY id LIMIT ?";
    private static final String MARK = "UPDATE rejected_message SET requeued_at = clock_timestamp() WHERE id = ?";
    private static final String UNMARK = "UPDATE rejected_message SET requeued_at = NULL WHERE id = ?";
    private static final String DELETE = "DELETE FROM rejected_message WHERE id = ?";
    private static final String DELETE_MANY = "DELETE FROM rejected_message WHERE " + RejectedFilter.CONDITION;

    @Inject
    private Database database;

    /** Those that {@code filter} lets through with an id below {@code before}, the newest first. */
    List<RejectedMessage> list(RejectedFilter filter, String before, int limit) {
        return run(LIST, statement -> {
            filter.bind(statement).add(before).add(before).add(limit);
            return rows(statement);
        });
    }

    Optional<RejectedMessage> find(String id) {
        return run(ONE, statement -> {
            Binder.of(statement).add(id);
            return rows(statement).stream().findFirst();
        });
    }

    /** The oldest that can be put back and do not wait in the queue already; after ten minutes nobody believes that. */
    List<String> idsToRequeue(RejectedFilter filter, int limit) {
        return run(IDS, statement -> {
            filter.bind(statement).add(limit);
            List<String> ids = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
            }
            return ids;
        });
    }

    void markRequeued(String id) {
        update(MARK, id);
    }

    void unmarkRequeued(String id) {
        update(UNMARK, id);
    }

    int delete(String id) {
        return update(DELETE, id);
    }

    int delete(RejectedFilter filter) {
        return run(DELETE_MANY, statement -> {
            filter.bind(statement);
            return statement.executeUpdate();
        });
    }

    private int update(String sql, String id) {
        return run(sql, statement -> {
            Binder.of(statement).add(id);
            return statement.executeUpdate();
        });
    }

    private static List<RejectedMessage> rows(PreparedStatement statement) throws SQLException {
        List<RejectedMessage> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(RejectedMessage.of(rows));
            }
        }
        return found;
    }

    private <T> T run(String sql, Work<T> work) {
        try (Connection connection = database.connection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return work.with(statement);
        } catch (SQLException e) {
            throw new DatabaseFailure("cannot work on rejected messages", e);
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T with(PreparedStatement statement) throws SQLException;
    }
}
