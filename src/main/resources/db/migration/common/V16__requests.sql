-- How requests to receivers look and leave (decision 44). All of it is null for endpoints that use none of it.

-- ── endpoint ────────────────────────────────────────────────────────────────────────────────────
-- http_method: null is post. header_prefix: null is webhook-. signature_header: name, value and what is signed, a line each.
ALTER TABLE endpoint ADD COLUMN http_method VARCHAR(10);
ALTER TABLE endpoint ADD COLUMN header_prefix VARCHAR(50);
ALTER TABLE endpoint ADD COLUMN signature_header VARCHAR(500);

-- ── statistics ──────────────────────────────────────────────────────────────────────────────────
-- Attempts for which the outgoing proxy made no connection.
ALTER TABLE delivery_statistic ADD COLUMN proxy INTEGER;
