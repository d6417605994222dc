ALTER TABLE rejected_message ADD COLUMN body BYTEA NOT NULL;

-- Rows arrive in the order of time, so a block range index is enough for retention and costs inserts nearly nothing.
CREATE INDEX inbox_received ON inbox USING brin (received_at);

-- hot path "find due deliveries": only what is pending stands in the index
CREATE INDEX delivery_due ON delivery (due_at) WHERE due_at IS NOT NULL;

-- Room for raised buckets on their own page, so that a raise touches no index.
ALTER TABLE coalescing_bucket SET (fillfactor = 70);
