package io.carillon.benchmark;

/**
 * An installation that has been running for long: tenants, endpoints, messages with their deliveries and attempts, and the lists
 * of what went wrong and what was done.
 */
final class History {

    private static final int ORGANIZATIONS = 10_000;
    private static final int ENDPOINTS = 10;
    private static final int MESSAGES = 3_333_334;
    private static final int RECORDS = 1_000_000;
    /** The organization before the first one, and what the first one has. */
    static final long FIRST = 100_000_000_000L;
    static final String APPLICATION = "app_old_1";
    static final String ENDPOINT = "ep_old_1";
    static final String OBJECT = "object-10000";
    /** An id begins with the time in milliseconds. */
    private static final String ID =
            "lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || lpad(to_hex(n), 20, '0')";
    /** The numbers from 1 to a parameter, evenly over 28 days of the past. */
    private static final String TIMED = timed(29);
    /** The same over five days; changes and refusals are kept for seven. */
    private static final String TIMED_LATELY = timed(6);

    private final Sql sql;
    private final int organizations;
    private final int messages;
    private final int records;

    History(Sql sql, Plan plan) {
        this.sql = sql;
        organizations = plan.scaled(ORGANIZATIONS);
        messages = plan.scaled(MESSAGES);
        records = plan.scaled(RECORDS);
    }

    private static String timed(int daysAgo) {
        return """
            (SELECT n, now() - INTERVAL '%d days' + n * (INTERVAL '%d days' / ?) AS at
             FROM generate_series(1, ?) AS n) AS timed""".formatted(daysAgo, daysAgo - 1);
    }

    /** Writes it, by statements, unless it is there. */
    void write() {
        if (sql.number("SELECT count(*) FROM application WHERE id = ?", APPLICATION) > 0) {
            return;
        }
        tenants();
        endpoints();
        messages();
        records();
        sql.run("VACUUM ANALYZE");
        sql.run("CHECKPOINT");
    }

    private void tenants() {
        sql.run("INSERT INTO organization (id, name, created_at) SELECT ? + n, 'Old', now() FROM generate_series(1, ?) AS n",
                FIRST, organizations);
        sql.run("""
                INSERT INTO application (id, name, owner_organization_id, created_at)
                SELECT 'app_old_' || n, 'Old', ? + n, now() FROM generate_series(1, ?) AS n""", FIRST, organizations);
        sql.run("""
                INSERT INTO enablement (organization_id, application_id, enabled_at)
                SELECT ? + n, 'app_old_' || n, now() FROM generate_series(1, ?) AS n""", FIRST, organizations);
    }

    /** Like one of those that were made over the API, its secret included. */
    private void endpoints() {
        sql.run("""
                INSERT INTO endpoint
                SELECT made.* FROM endpoint AS template, generate_series(1, ?) AS n, LATERAL jsonb_populate_record(template,
                    jsonb_build_object('id', 'ep_old_' || n, 'application_id', 'app_old_' || (n - 1) / ? + 1)) AS made
                WHERE template.id = (SELECT id FROM endpoint WHERE status = 'active' ORDER BY id LIMIT 1)""",
                organizations * ENDPOINTS, ENDPOINTS);
    }

    private void messages() {
        sql.run("""
                INSERT INTO message (id, organization_id, resource_type, resource_id, operation, event_type, mode, changes,
                    first_change_at, last_change_at, data, created_at)
                SELECT 'wh_' || %s, ? + n %% %d + 1, 'score', 'object-' || n %% 100000, 'update',
                    'score.updated', 'coalesced', 1, at, at, '{"old_score":850,"new_score":950,"n":' || n || '}', at
                FROM %s""".formatted(ID, organizations, TIMED), FIRST, messages, messages);
        sql.run("""
                INSERT INTO delivery (id, message_id, endpoint_id, state, attempts, fence, created_at, completed_at)
                SELECT 'dl_' || %s, 'wh_' || %s, 'ep_old_' || n %% %d + 1,
                    CASE n %% 1000 WHEN 0 THEN 'failed' ELSE 'succeeded' END, 1, 1, at, at
                FROM %s""".formatted(ID, ID, organizations * ENDPOINTS, TIMED), messages, messages);
        sql.run("""
                INSERT INTO attempt (delivery_id, number, started_at, duration_ms, outcome, status)
                SELECT 'dl_' || %s, 1, at, 5, CASE n %% 1000 WHEN 0 THEN 'status' ELSE 'succeeded' END,
                    CASE n %% 1000 WHEN 0 THEN 503 ELSE 200 END
                FROM %s""".formatted(ID, TIMED), messages, messages);
    }

    private void records() {
        sql.run("""
                INSERT INTO inbox (organization_id, change_id, received_at, event_type, resource_id, notified_id)
                SELECT ? + n %% %d + 1, '/old-' || n, at, 'score.updated', 'object-' || n %% 100000, ? + n %% %d + 1
                FROM %s""".formatted(organizations, organizations, TIMED_LATELY), FIRST, FIRST, messages, messages);
        sql.run("""
                INSERT INTO rejected_message (id, rejected_at, reason, detail, jms_type, properties, origin, element_index,
                    sent_at, protocol, organization_id, resource_type, resource_id, body)
                SELECT 'rm_' || %s, at, CASE n %% 10 WHEN 0 THEN 'malformed' ELSE 'organization-unknown' END, 'is not JSON',
                    'text', '{}', 'old-' || n, -1, at, 'core', ? + n %% %d + 1, 'score', 'object-' || n %% 100000, 'old'
                FROM %s""".formatted(ID, organizations, TIMED), FIRST, records, records);
        sql.run("""
                INSERT INTO audit_entry (id, at, actor_id, actor_name, actor_scope, action, object_id, organization_id,
                    application_id, state_before, state_after)
                SELECT 'au_' || %s, at, 'key_old_' || n %% 100, 'Old', 'operator', 'endpoint.changed', 'ep_old_' || n %% %d + 1,
                    ? + n %% %d + 1, 'app_old_' || n %% %d + 1, '{}', '{}'
                FROM %s""".formatted(ID, organizations * ENDPOINTS, organizations, organizations, TIMED),
                FIRST, records, records);
        sql.run("""
                INSERT INTO intake_refusal (id, at, key_id, status, reason, detail, organization_id, resource_type, resource_id,
                    requests)
                SELECT 'rf_' || %s, at, 'key_old_' || n %% 100, 422, 'organization-unknown', 'There is no such organization.',
                    ? + n %% %d + 1, 'score', 'object-' || n %% 100000, 1
                FROM %s""".formatted(ID, organizations, TIMED), FIRST, records, records);
    }
}
