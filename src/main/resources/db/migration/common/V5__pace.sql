-- The owner's pause and the rate limit of an endpoint (decision 30). Nothing of it is written for endpoints without them.

-- ── endpoint ────────────────────────────────────────────────────────────────────────────────────
-- is_paused: its owner paused it. rate_limit, rate_per: at most so many attempts in a second or a minute; null without a limit.
ALTER TABLE endpoint ADD COLUMN is_paused BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE endpoint ADD COLUMN rate_limit INTEGER;
ALTER TABLE endpoint ADD COLUMN rate_per VARCHAR(10);
-- "which endpoints did their owners pause?", at each claim
CREATE INDEX endpoint_is_paused ON endpoint (is_paused);

-- One row for each endpoint with a rate limit. interval_micros: the time between two attempts. next_at: the first slot that no
-- node has taken. Claims write it while they take slots, so it is not in the endpoint's row, which they must not lock.
CREATE TABLE pace (
    endpoint_id     VARCHAR(40) NOT NULL PRIMARY KEY,
    interval_micros BIGINT      NOT NULL,
    next_at         TIMESTAMP WITH TIME ZONE NOT NULL
);
