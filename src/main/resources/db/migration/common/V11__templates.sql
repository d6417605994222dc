-- Templates of endpoints with the format template (decision 38). Null for all other endpoints.

-- ── endpoint ────────────────────────────────────────────────────────────────────────────────────
-- template: the media type of the bodies in the first line, then a text in Mustache.
ALTER TABLE endpoint ADD COLUMN template VARCHAR(10200);
