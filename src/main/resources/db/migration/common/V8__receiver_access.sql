-- What opens receivers: authentication, client certificates and authorities (decision 34). All of it is null for endpoints without.

-- ── endpoint ────────────────────────────────────────────────────────────────────────────────────
-- authentication: JSON without its secret. authentication_secret, client_key: encrypted. client_certificate,
-- certificate_authorities: PEM. client_certificate_warned_at: when a notice said that the certificate ends.
ALTER TABLE endpoint ADD COLUMN authentication VARCHAR(10000);
ALTER TABLE endpoint ADD COLUMN authentication_secret VARCHAR(8000);
ALTER TABLE endpoint ADD COLUMN client_certificate VARCHAR(20000);
ALTER TABLE endpoint ADD COLUMN client_key VARCHAR(30000);
ALTER TABLE endpoint ADD COLUMN client_certificate_ends_at TIMESTAMP WITH TIME ZONE;
ALTER TABLE endpoint ADD COLUMN client_certificate_warned_at TIMESTAMP WITH TIME ZONE;
ALTER TABLE endpoint ADD COLUMN certificate_authorities VARCHAR(50000);
-- "which client certificates end soon?", twice a minute
CREATE INDEX endpoint_client_certificate ON endpoint (client_certificate_ends_at);

-- ── catalog ─────────────────────────────────────────────────────────────────────────────────────
-- An operational event.
INSERT INTO event_type (name, resource_type, operation, is_default, description, example) VALUES
    ('endpoint.certificate_ending', 'endpoint', 'update', FALSE, 'The client certificate of an endpoint ends soon',
     '{"endpoint_id":"ep_0193a1b2c3d4e5f60718293a4b5c6d7e","application_id":"app_0193a1b2c3d4e5f60718293a4b5c6d7f","url":"https://your-app.com/webhooks","certificate_ends_at":"2025-07-10T10:30:00Z","reason":"The client certificate of the endpoint is valid until 2025-07-10T10:30:00Z."}');
