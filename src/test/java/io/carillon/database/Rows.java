package io.carillon.database;

import java.sql.SQLException;
import java.util.List;

/**
 * Writes the rows that tests of single tables need in the tables around theirs: the application {@code app}, endpoints of it, and
 * messages about the organization 7.
 */
public final class Rows {

    private Rows() {
    }

    /** The application {@code app}. */
    public static void application(MigratedDatabase database) throws SQLException {
        database.execute("INSERT INTO application (id, name, created_at) VALUES ('app', 'Test', CURRENT_TIMESTAMP)");
    }

    /** Active endpoints of the application, full and instant. */
    public static void endpoints(MigratedDatabase database, String... ids) throws SQLException {
        for (String id : ids) {
            database.execute("""
                    INSERT INTO endpoint (id, application_id, url, format, delivery, retry, event_types, headers, status, secret,
                        created_at, updated_at)
                    VALUES ('%s', 'app', 'https://example.org/', 'full', 'instant', 'none', '*', '{}', 'active', '',
                        CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)""".formatted(id));
        }
    }

    /** A message, created at this moment in SQL. */
    public static void message(MigratedDatabase database, String id, String createdAt) throws SQLException {
        database.execute("""
                INSERT INTO message (id, organization_id, resource_type, resource_id, operation, event_type, mode, changes,
                    first_change_at, last_change_at, created_at)
                VALUES ('%s', 7, 'team', 't', 'update', 'team.updated', 'instant', 1, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP,
                    %s)""".formatted(id, createdAt));
    }

    /** Messages with these ids, about organization 7. */
    public static void messages(MigratedDatabase database, List<String> ids) {
        database.sql("""
                INSERT INTO message (id, organization_id, resource_type, resource_id, operation, event_type, mode, changes,
                    first_change_at, last_change_at, created_at)
                VALUES (?, 7, 'team', 't', 'update', 'team.updated', 'instant', 1, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP,
                    CURRENT_TIMESTAMP)""").updateEach(ids.stream().map(BulkStatement::row).toList());
    }
}
