-- H2's CURRENT_TIMESTAMP does not move within a transaction; this is PostgreSQL's name for the clock that does.
CREATE ALIAS clock_timestamp FOR 'java.time.OffsetDateTime.now()';

ALTER TABLE rejected_message ADD COLUMN body BINARY LARGE OBJECT NOT NULL;

-- retention: the oldest first
CREATE INDEX inbox_received ON inbox (received_at);

-- hot path "find due deliveries"
CREATE INDEX delivery_due ON delivery (due_at);

-- On PostgreSQL each of these would cost a query and a row lock for each row (decision 3).
ALTER TABLE delivery ADD CONSTRAINT delivery_of_message FOREIGN KEY (message_id) REFERENCES message (id);
ALTER TABLE delivery ADD CONSTRAINT delivery_to_endpoint FOREIGN KEY (endpoint_id) REFERENCES endpoint (id);
ALTER TABLE attempt ADD CONSTRAINT attempt_of_delivery FOREIGN KEY (delivery_id) REFERENCES delivery (id);
