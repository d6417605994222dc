-- The order of the deliveries of an object (decision 35). All of it is empty for endpoints that do not ask for it.

-- ── endpoint ────────────────────────────────────────────────────────────────────────────────────
-- ordering: null if it was never set; what was written while it was 'object' keeps its order after it became 'none'.
ALTER TABLE endpoint ADD COLUMN ordering VARCHAR(10);

-- ── message ─────────────────────────────────────────────────────────────────────────────────────
-- waits_for: the delivery before it, until that one ends or is overtaken; due_at is then the time at which a claim looks at both.
ALTER TABLE delivery ADD COLUMN waits_for VARCHAR(40);
ALTER TABLE delivery ADD CONSTRAINT delivery_waits CHECK (waits_for IS NULL OR state = 'pending');

-- The delivery that last joined the queue of an object to an ordered endpoint. It may have ended since.
CREATE TABLE object_turn (
    endpoint_id     VARCHAR(40)  NOT NULL,
    organization_id BIGINT       NOT NULL,
    resource_type   VARCHAR(60)  NOT NULL,
    resource_id     VARCHAR(200) NOT NULL,
    delivery_id     VARCHAR(40)  NOT NULL,
    PRIMARY KEY (endpoint_id, organization_id, resource_type, resource_id)
);
-- retention: with its delivery
CREATE INDEX object_turn_delivery ON object_turn (delivery_id);

-- Who joins queues holds the rows of their numbers, in ascending order. The queues share them by their hash codes, so there is
-- nothing to insert, and nothing to remove.
CREATE TABLE turn_lock (
    number INTEGER NOT NULL PRIMARY KEY
);
INSERT INTO turn_lock (number) WITH RECURSIVE numbers (number) AS (
    SELECT 0 UNION ALL SELECT number + 1 FROM numbers WHERE number < 1023) SELECT number FROM numbers;
