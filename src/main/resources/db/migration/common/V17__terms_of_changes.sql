-- What a change may say about its announcement (decision 45). All of it is empty for changes that say nothing.

-- ── coalescing ──────────────────────────────────────────────────────────────────────────────────
-- named: the endpoints that alone may get the change: ids, separated by spaces.
ALTER TABLE inbox ADD COLUMN named VARCHAR(1000);
-- once_changes: how many of the changes are not to be retried. A bucket all of whose changes named endpoints has no changes.
ALTER TABLE coalescing_bucket ADD COLUMN once_changes INTEGER;
-- named_changes: how many of them named endpoints. endpoint_id: with an asterisk before it, the row has the changes that named
-- the endpoint, whatever its filter.
ALTER TABLE passed_bucket ADD COLUMN once_changes INTEGER;
ALTER TABLE passed_bucket ADD COLUMN named_changes INTEGER;

-- ── message ─────────────────────────────────────────────────────────────────────────────────────
-- is_once: true if it is not to be retried. is_restricted: true if a change in it named endpoints, so that no others may get it.
ALTER TABLE message ADD COLUMN is_once BOOLEAN;
ALTER TABLE message ADD COLUMN is_restricted BOOLEAN;
