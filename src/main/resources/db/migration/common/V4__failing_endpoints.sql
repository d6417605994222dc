-- What the failure policy needs to know; all of it is forgotten by a success and by switching the endpoint on again.
-- warned_at: its people were told that it fails; flagged_at: it fails for so long that it would be switched off.
ALTER TABLE endpoint ADD COLUMN last_failure_at TIMESTAMP WITH TIME ZONE;
ALTER TABLE endpoint ADD COLUMN warned_at TIMESTAMP WITH TIME ZONE;
ALTER TABLE endpoint ADD COLUMN flagged_at TIMESTAMP WITH TIME ZONE;
-- "which endpoints fail for too long?"
CREATE INDEX endpoint_failing ON endpoint (failing_since);

-- ── operations ──────────────────────────────────────────────────────────────────────────────────
-- What is still to be told about an endpoint: a mail to its recipient or, without one, an operational event with its
-- data. The row goes when it has been told.
CREATE TABLE notice (
    id          VARCHAR(40)    NOT NULL PRIMARY KEY,
    event_type  VARCHAR(100)   NOT NULL,
    endpoint_id VARCHAR(40)    NOT NULL REFERENCES endpoint (id),
    occurred_at TIMESTAMP WITH TIME ZONE NOT NULL,
    recipient   VARCHAR(320),
    text        VARCHAR(20000) NOT NULL,
    attempts    INTEGER        NOT NULL,
    due_at      TIMESTAMP WITH TIME ZONE NOT NULL
);
CREATE INDEX notice_due ON notice (due_at);

INSERT INTO resource_type (name, part_of, on_create, on_update, on_delete) VALUES
    ('endpoint', NULL, 'absent', 'notify', 'absent');
INSERT INTO event_type (name, resource_type, operation, is_default, description, example) VALUES
    ('endpoint.failing', 'endpoint', 'update', FALSE, 'An endpoint fails and will be switched off or marked if that goes on',
     '{"endpoint_id":"ep_0193a1b2c3d4e5f60718293a4b5c6d7e","application_id":"app_0193a1b2c3d4e5f60718293a4b5c6d7f","url":"https://your-app.com/webhooks","failing_since":"2025-06-07T22:30:00Z","last_failure_at":"2025-06-10T10:30:00Z","reason":"has been failing since 2025-06-07T22:30:00Z"}'),
    ('endpoint.disabled', 'endpoint', 'update', FALSE, 'An endpoint was switched off because it failed',
     '{"endpoint_id":"ep_0193a1b2c3d4e5f60718293a4b5c6d7e","application_id":"app_0193a1b2c3d4e5f60718293a4b5c6d7f","url":"https://your-app.com/webhooks","failing_since":"2025-06-07T22:30:00Z","last_failure_at":"2025-06-12T22:30:00Z","reason":"has been failing since 2025-06-07T22:30:00Z"}'),
    ('endpoint.recovered', 'endpoint', 'update', FALSE, 'An endpoint that failed answers again',
     '{"endpoint_id":"ep_0193a1b2c3d4e5f60718293a4b5c6d7e","application_id":"app_0193a1b2c3d4e5f60718293a4b5c6d7f","url":"https://your-app.com/webhooks","failing_since":"2025-06-07T22:30:00Z","last_failure_at":"2025-06-10T10:30:00Z","reason":"has answered again"}');
