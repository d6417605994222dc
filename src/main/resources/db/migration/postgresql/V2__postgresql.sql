ALTER TABLE rejected_message ADD COLUMN body BYTEA NOT NULL;

-- retention: the oldest first. Not a block range index: retention frees pages, and once they are filled again each range would
-- hold old and new rows, so that every batch would read the whole table.
CREATE INDEX inbox_received ON inbox (received_at);

-- "what became of the changes of this object?": tells which pages can have them, for less than a byte a row. Retention frees
-- pages and new rows fill them, so that a filter fills up; then more pages are read, never fewer than needed (decision 17).
CREATE INDEX inbox_object ON inbox USING brin (resource_id text_bloom_ops (n_distinct_per_range = 600,
    false_positive_rate = 0.01)) WITH (pages_per_range = 16, autosummarize = on);

-- hot path "find due deliveries": the index holds only what is pending
CREATE INDEX delivery_due ON delivery (due_at) WHERE due_at IS NOT NULL;

-- "what failed lately?": a success never touches it
CREATE INDEX delivery_unhappy ON delivery (id) WHERE state IN ('failed', 'skipped', 'cancelled');

-- Leaves room on each page for raised buckets, so that raising one changes no index.
ALTER TABLE coalescing_bucket SET (fillfactor = 70);

-- There are no foreign keys from deliveries and attempts: each would be a query for each row, and would lock the row it finds,
-- so that all deliveries to one endpoint would lock its row. A delivery is written in the transaction that writes its message, to
-- an endpoint that was just read, and endpoints are never removed; an attempt is written in the transaction that locks its
-- delivery; retention removes attempts, deliveries and messages together.
