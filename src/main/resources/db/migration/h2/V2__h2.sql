-- H2's CURRENT_TIMESTAMP stands still within a transaction; this is PostgreSQL's name for the moving one.
CREATE ALIAS clock_timestamp FOR 'java.time.OffsetDateTime.now()';

ALTER TABLE rejected_message ADD COLUMN body BINARY LARGE OBJECT NOT NULL;

CREATE INDEX inbox_received ON inbox (received_at);

-- hot path "find due deliveries"
CREATE INDEX delivery_due ON delivery (due_at);
