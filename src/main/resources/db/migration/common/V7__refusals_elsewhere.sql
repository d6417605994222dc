-- ── rejected ────────────────────────────────────────────────────────────────────────────────────
-- "was a request about this object refused because it named another organization?"
CREATE INDEX intake_refusal_resource ON intake_refusal (resource_id, at);
