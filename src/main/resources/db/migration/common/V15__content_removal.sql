-- The content of one message can be removed (decision 43).

-- ── message ─────────────────────────────────────────────────────────────────────────────────────
-- content_removed_at: since when it has no data, because they were removed; null if they were not.
ALTER TABLE message ADD COLUMN content_removed_at TIMESTAMP WITH TIME ZONE;
