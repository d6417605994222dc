-- A delivery that waits for a poll is available. H2 chose the name of the old rule.
EXECUTE IMMEDIATE (SELECT 'ALTER TABLE delivery DROP CONSTRAINT "' || c.constraint_name || '"'
    FROM information_schema.check_constraints c
        JOIN information_schema.table_constraints t ON t.constraint_schema = c.constraint_schema
            AND t.constraint_name = c.constraint_name
    WHERE UPPER(t.table_name) = 'DELIVERY' AND c.check_clause LIKE '%''skipped''%');
ALTER TABLE delivery ADD CONSTRAINT delivery_state
    CHECK (state IN ('pending', 'available', 'succeeded', 'failed', 'cancelled', 'skipped'));
