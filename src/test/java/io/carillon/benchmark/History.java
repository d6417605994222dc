package io.carillon.benchmark;

/** An installation that has been running for long: tenants, endpoints, and messages with their deliveries and attempts. */
final class History {

    private static final int ORGANIZATIONS = 10_000;
    private static final int ENDPOINTS = 10;
    private static final int MESSAGES = 3_333_334;
    private static final long FIRST = 100_000_000_000L;

    private final Sql sql;
    private final int organizations;
    private final int messages;

    History(Sql sql, Plan plan) {
        this.sql = sql;
        organizations = plan.scaled(ORGANIZATIONS);
        messages = plan.scaled(MESSAGES);
    }

    /** Writes it, by statements. */
    void write() {
        tenants();
        endpoints();
        messages();
        sql.run("ANALYZE");
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
                SELECT 'wh_' || lpad(to_hex(n), 32, '0'), ? + n %% %d + 1, 'score', 'object-' || n %% 100000, 'update',
                    'score.updated', 'coalesced', 1, at, at, '{"old_score":850,"new_score":950,"n":' || n || '}', at
                FROM (SELECT n, now() - INTERVAL '29 days' + n * (INTERVAL '28 days' / ?) AS at
                      FROM generate_series(1, ?) AS n) AS timed""".formatted(organizations), FIRST, messages, messages);
        sql.run("""
                INSERT INTO delivery (id, message_id, endpoint_id, state, attempts, fence, created_at, completed_at)
                SELECT 'dl_' || lpad(to_hex(n), 32, '0'), 'wh_' || lpad(to_hex(n), 32, '0'), 'ep_old_' || n %% %d + 1,
                    'succeeded', 1, 1, now() - INTERVAL '1 day', now() - INTERVAL '1 day'
                FROM generate_series(1, ?) AS n""".formatted(organizations * ENDPOINTS), messages);
        sql.run("""
                INSERT INTO attempt (delivery_id, number, started_at, duration_ms, outcome, status)
                SELECT 'dl_' || lpad(to_hex(n), 32, '0'), 1, now() - INTERVAL '1 day', 5, 'succeeded', 200
                FROM generate_series(1, ?) AS n""", messages);
    }
}
