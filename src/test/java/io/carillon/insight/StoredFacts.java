package io.carillon.insight;

import io.carillon.database.MigratedDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * Rows about the team {@code t} of organization 7, and about other objects, for tests of what is read. {@code app_1} is enabled,
 * {@code app_2} was until two minutes after noon.
 */
final class StoredFacts {

    static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

    private StoredFacts() {
    }

    static void fill(MigratedDatabase database) throws SQLException {
        for (String row : List.of("7, 'p/c-1', %s, 'team.updated', 't', 7", "7, 'p/c-2', %s, 'team.updated', 't', NULL",
                "12, 'p/ours', %s, 'team.created', 't', 7", "7, 'p/other', %s, 'team.updated', 'u', 7",
                "8, 'p/theirs', %s, 'team.updated', 't', 9")) {
            int second = row.contains("c-1") ? 10 : row.contains("c-2") ? 20 : 30;
            database.execute("INSERT INTO inbox (organization_id, change_id, received_at, event_type, resource_id, notified_id)"
                    + " VALUES (" + row.formatted(time(second)) + ")");
        }
        database.execute("INSERT INTO organization (id, name, created_at) VALUES (7, 'Seven', " + time(-100_000) + ")");
        for (String id : List.of("app_1", "app_2", "app_3")) {
            database.execute("INSERT INTO application (id, name, created_at) VALUES ('" + id + "', 'x', " + time(-100_000) + ")");
        }
        database.execute("INSERT INTO enablement VALUES (7, 'app_1', " + time(-90_000) + ")");
        database.execute("""
                INSERT INTO endpoint (id, application_id, url, format, delivery, retry, event_types, headers, status,
                    disabled_reason, secret, created_at, updated_at)
                VALUES ('ep_1', 'app_1', 'http://x/', 'thin', 'coalesced', 'none', 'score.*', '{}', 'disabled', 'gone', 's',
                    %s, %s)""".formatted(time(-80_000), time(0)));
        audit(database, "au_9", 900, "endpoint.redelivered", "ep_1", "{\"from\":null,\"to\":null,\"status\":null}");
        audit(database, "au_1", 300, "endpoint.disabled", "ep_1", "{\"status\":\"active\"}");
        audit(database, "au_2", 200, "endpoint.changed", "ep_1", "{\"status\":\"active\",\"eventTypes\":[\"team.*\"]}");
        audit(database, "au_3", 100, "enablement.deleted", "7/app_2", "{}");
        audit(database, "au_4", 100, "enablement.deleted", "77/app_3", "{}");
        database.execute("""
                INSERT INTO message (id, organization_id, resource_type, resource_id, operation, event_type, mode, changes,
                    first_change_at, last_change_at, created_at)
                VALUES ('wh_1', 7, 'team', 't', 'update', 'team.updated', 'coalesced', 1, %1$s, %1$s, %1$s)"""
                .formatted(time(60)));
        database.execute("""
                INSERT INTO delivery (id, message_id, endpoint_id, state, attempts, fence, created_at, completed_at)
                VALUES ('dl_1', 'wh_1', 'ep_1', 'failed', 2, 2, %1$s, %1$s)""".formatted(time(60)));
        for (int number : List.of(1, 2)) {
            database.execute("INSERT INTO attempt (delivery_id, number, started_at, duration_ms, outcome, status)"
                    + " VALUES ('dl_1', %d, %s, 5, 'status', %d)"
                    .formatted(number, time(61), number == 1 ? 503 : 500));
        }
        for (String id : List.of("t", "u")) {
            database.execute("""
                    INSERT INTO coalescing_bucket (organization_id, resource_type, resource_id, slot, event_type, significance,
                        changes, first_change_at, last_change_at, last_arrival, opened_at)
                    VALUES (7, 'team', '%1$s', '', 'team.updated', 1, 1, %2$s, %2$s, 1, %2$s)""".formatted(id, time(590)));
        }
        for (String id : List.of("1", "2")) {
            database.execute("""
                    INSERT INTO rejected_message (id, rejected_at, reason, detail, jms_type, properties, origin, element_index,
                        sent_at, organization_id, resource_type, resource_id, body)
                    VALUES ('rm_%1$s', %2$s, 'malformed', 'd', 'text', '{}', 'o%1$s', 0, %2$s, 7, 'team', '%3$s', '')"""
                    .formatted(id, time(40), id.equals("1") ? "t" : "u"));
            database.execute("""
                    INSERT INTO intake_refusal (id, at, key_id, status, reason, detail, organization_id, resource_id, requests)
                    VALUES ('rf_%1$s', %2$s, 'ak', 422, 'value-wrong', 'd', 7, '%3$s', 1)""".formatted(id, time(0),
                    id.equals("1") ? "t" : "u"));
        }
    }

    private static void audit(MigratedDatabase database, String id, int second, String action, String object, String before)
            throws SQLException {
        database.execute("INSERT INTO audit_entry (id, at, actor_id, actor_name, actor_scope, action, object_id, state_before)"
                + " VALUES ('%s', %s, 'ak', 'x', 'operator', '%s', '%s', '%s')"
                .formatted(id, time(second), action, object, before));
    }

    private static String time(int second) {
        return "CAST('" + NOON.plusSeconds(second) + "' AS TIMESTAMP WITH TIME ZONE)";
    }
}
