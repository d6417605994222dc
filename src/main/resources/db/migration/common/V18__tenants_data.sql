-- Ids and metadata of the tenants' own, and event types for some applications only (decision 46).

-- ── tenant ──────────────────────────────────────────────────────────────────────────────────────
-- external_id: the id in a system of its owner, unique among the owner's; null for none, and once deleted. V18_1 has the index.
-- metadata: canonical JSON, names and texts; null for none. flags: separated by blanks, sorted; null for none.
ALTER TABLE application ADD COLUMN external_id VARCHAR(256);
ALTER TABLE application ADD COLUMN metadata VARCHAR(65000);
ALTER TABLE application ADD COLUMN flags VARCHAR(5200);

-- ── endpoint ────────────────────────────────────────────────────────────────────────────────────
-- The same; an external id is unique within the application.
ALTER TABLE endpoint ADD COLUMN external_id VARCHAR(256);
ALTER TABLE endpoint ADD COLUMN metadata VARCHAR(65000);
-- "which endpoint has this id in its owner's system?"
CREATE UNIQUE INDEX endpoint_external ON endpoint (external_id, application_id);

-- ── catalog ─────────────────────────────────────────────────────────────────────────────────────
-- flags: applications get and see the event type only if they have all of them; null for none.
ALTER TABLE event_type ADD COLUMN flags VARCHAR(5200);
