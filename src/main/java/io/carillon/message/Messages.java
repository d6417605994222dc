package io.carillon.message;

import static io.carillon.database.BulkStatement.Column.TEXT;

import io.carillon.database.BulkStatement;
import io.carillon.database.Database;
import io.carillon.database.DatabaseFailure;
import io.carillon.database.Utc;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads messages that are to be sent, many with one statement: as entities each would be copied twice. */
@ApplicationScoped
public class Messages {

    private static final BulkStatement SELECT = BulkStatement.of("""
            SELECT m.id, m.organization_id, m.resource_type, m.resource_id, m.operation, m.event_type, m.mode, m.changes,
                m.first_change_at, m.last_change_at, m.data, m.created_at
            FROM message m JOIN (SELECT * FROM %s AS wanted (id)) w ON m.id = w.id""", TEXT);

    @Inject
    private Database database;

    /** The messages with {@code ids}, by their ids, in the caller's transaction. */
    public Map<String, Message> find(Collection<String> ids) {
        List<Object[]> rows = ids.stream().distinct().map(BulkStatement::row).toList();
        try (Connection connection = database.connection()) {
            return SELECT.select(connection, rows, Messages::read).stream()
                    .collect(Collectors.toMap(Message::id, Function.identity()));
        } catch (SQLException e) {
            throw new DatabaseFailure("cannot read messages", e);
        }
    }

    private static Message read(ResultSet row) throws SQLException {
        return new Message(row.getString(1), new Announcement(row.getLong(2), row.getString(3), row.getString(4), row.getString(5),
                row.getString(6), row.getString(7), row.getInt(8), instant(row, 9), instant(row, 10), row.getString(11),
                List.of()), instant(row, 12));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return Utc.instant(row.getObject(column, OffsetDateTime.class));
    }
}
