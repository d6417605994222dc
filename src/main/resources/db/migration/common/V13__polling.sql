-- Endpoints that receivers poll (decision 37). They have no URL. Both tables are empty without such endpoints.

-- ── endpoint ────────────────────────────────────────────────────────────────────────────────────
ALTER TABLE endpoint ALTER COLUMN url DROP NOT NULL;

-- One row for each endpoint that is polled. last_place: the highest place that a delivery got. read_to: the deliveries up to this
-- place were read. Who gives deliveries their places, or records that they were read, holds the row.
CREATE TABLE mailbox (
    endpoint_id VARCHAR(40) NOT NULL PRIMARY KEY,
    last_place  BIGINT      NOT NULL,
    read_to     BIGINT      NOT NULL
);

-- ── message ─────────────────────────────────────────────────────────────────────────────────────
-- The deliveries that polls return. arrival: the order in which they were written, some of them not committed yet. place: given by
-- a poll to what is committed, from 1 on; 0 until then. arrived_at: when it was written or sent again.
CREATE TABLE polled_delivery (
    delivery_id VARCHAR(40) NOT NULL PRIMARY KEY,
    endpoint_id VARCHAR(40) NOT NULL,
    arrival     BIGINT      GENERATED ALWAYS AS IDENTITY,
    place       BIGINT      DEFAULT 0 NOT NULL,
    arrived_at  TIMESTAMP WITH TIME ZONE NOT NULL
);
-- "what comes after this place, and what has none yet?", at each poll
CREATE INDEX polled_delivery_place ON polled_delivery (endpoint_id, place, arrival);
-- retention: the oldest first
CREATE INDEX polled_delivery_arrived ON polled_delivery (arrived_at);
