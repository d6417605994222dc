-- When the header that has room for one signature switches to a new secret after a rotation.
ALTER TABLE endpoint ADD COLUMN signature_switch VARCHAR(20) DEFAULT 'at-once' NOT NULL;
ALTER TABLE endpoint ADD CONSTRAINT endpoint_signature_switch CHECK (signature_switch IN ('at-once', 'after-overlap'));
