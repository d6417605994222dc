-- A delivery that waits for a poll is available. Nothing that is stored can break the new rule, so it need not be looked at.
ALTER TABLE delivery DROP CONSTRAINT delivery_state_check;
ALTER TABLE delivery ADD CONSTRAINT delivery_state
    CHECK (state IN ('pending', 'available', 'succeeded', 'failed', 'cancelled', 'skipped')) NOT VALID;
