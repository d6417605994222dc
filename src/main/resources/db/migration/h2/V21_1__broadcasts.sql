-- A job may be a broadcast. H2 chose the name of the old rule.
EXECUTE IMMEDIATE (SELECT 'ALTER TABLE job DROP CONSTRAINT "' || c.constraint_name || '"'
    FROM information_schema.check_constraints c
        JOIN information_schema.table_constraints t ON t.constraint_schema = c.constraint_schema
            AND t.constraint_name = c.constraint_name
    WHERE UPPER(t.table_name) = 'JOB' AND c.check_clause LIKE '%''redeliver''%');
ALTER TABLE job ADD CONSTRAINT job_kind CHECK (kind IN ('requeue', 'delete', 'redeliver', 'broadcast'));
-- One broadcast runs at a time. H2 has no partial indexes.
ALTER TABLE job ADD COLUMN sole_kind VARCHAR(10)
    GENERATED ALWAYS AS (CASE WHEN kind = 'broadcast' AND ended_at IS NULL THEN kind END);
CREATE UNIQUE INDEX job_sole ON job (sole_kind);
