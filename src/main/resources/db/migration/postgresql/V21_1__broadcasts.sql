-- A job may be a broadcast. Nothing that is stored can break the new rule, so it need not be looked at.
ALTER TABLE job DROP CONSTRAINT job_kind_check;
ALTER TABLE job ADD CONSTRAINT job_kind CHECK (kind IN ('requeue', 'delete', 'redeliver', 'broadcast')) NOT VALID;
-- One broadcast runs at a time.
CREATE UNIQUE INDEX job_sole ON job (kind) WHERE kind = 'broadcast' AND ended_at IS NULL;
