-- Operational events about failed deliveries and edits of endpoints, one for each endpoint and window (decision 42).

-- ── notices ─────────────────────────────────────────────────────────────────────────────────────
-- slot: the endpoint and the event type of a notice that still collects; null once it is claimed, and for what is sent alone.
ALTER TABLE notice ADD COLUMN slot VARCHAR(150);
CREATE UNIQUE INDEX notice_slot ON notice (slot);

-- ── catalog ─────────────────────────────────────────────────────────────────────────────────────
UPDATE resource_type SET on_create = 'notify' WHERE name = 'endpoint' AND on_create = 'absent';
UPDATE resource_type SET on_delete = 'notify' WHERE name = 'endpoint' AND on_delete = 'absent';
-- An operator may have made event types with these names.
INSERT INTO event_type (name, resource_type, operation, is_default, description, example) VALUES
    ('endpoint.created', 'endpoint', 'create', TRUE, 'An endpoint was created',
     '{"endpoint_id":"ep_0193a1b2c3d4e5f60718293a4b5c6d7e","application_id":"app_0193a1b2c3d4e5f60718293a4b5c6d7f","url":"https://your-app.com/webhooks","status":"active"}'),
    ('endpoint.updated', 'endpoint', 'update', TRUE, 'An endpoint was changed',
     '{"endpoint_id":"ep_0193a1b2c3d4e5f60718293a4b5c6d7e","application_id":"app_0193a1b2c3d4e5f60718293a4b5c6d7f","url":"https://your-app.com/webhooks","status":"active","changed":["eventTypes","url"]}'),
    ('endpoint.deleted', 'endpoint', 'delete', TRUE, 'An endpoint was deleted',
     '{"endpoint_id":"ep_0193a1b2c3d4e5f60718293a4b5c6d7e","application_id":"app_0193a1b2c3d4e5f60718293a4b5c6d7f","url":"https://your-app.com/webhooks","status":"deleted"}'),
    ('endpoint.delivery_failed', 'endpoint', 'update', FALSE, 'The last attempt of deliveries to an endpoint failed',
     '{"endpoint_id":"ep_0193a1b2c3d4e5f60718293a4b5c6d7e","application_id":"app_0193a1b2c3d4e5f60718293a4b5c6d7f","url":"https://your-app.com/webhooks","failed_deliveries":3,"delivery_id":"dl_0193a1b2c3d4e5f60718293a4b5c6d80","message_id":"wh_0193a1b2c3d4e5f60718293a4b5c6d81","organization_id":4711,"resource_type":"score","resource_id":"sc_1","event_type":"score.updated","attempts":11,"last_attempt_at":"2025-06-10T10:30:00Z","outcome":"status","status_code":500}')
    ON CONFLICT DO NOTHING;
