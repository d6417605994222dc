-- Rejected messages are kept once and can be put back into the queue.
-- origin and element_index name what was rejected: the message as its producer sent it, and which of its changes from 0,
-- -1 for the message as a whole. requeued_at is set while a row's message waits in the queue again.
ALTER TABLE rejected_message ADD COLUMN origin        VARCHAR(200);
ALTER TABLE rejected_message ADD COLUMN element_index INTEGER;
ALTER TABLE rejected_message ADD COLUMN sent_at       TIMESTAMP WITH TIME ZONE;
ALTER TABLE rejected_message ADD COLUMN protocol      VARCHAR(40);
ALTER TABLE rejected_message ADD COLUMN client_id     VARCHAR(300);
ALTER TABLE rejected_message ADD COLUMN requeued_at   TIMESTAMP WITH TIME ZONE;
UPDATE rejected_message SET origin = id, element_index = -1, sent_at = rejected_at;
ALTER TABLE rejected_message ALTER COLUMN origin SET NOT NULL;
ALTER TABLE rejected_message ALTER COLUMN element_index SET NOT NULL;
ALTER TABLE rejected_message ALTER COLUMN sent_at SET NOT NULL;
ALTER TABLE rejected_message ADD CONSTRAINT rejected_message_once UNIQUE (origin, element_index);
