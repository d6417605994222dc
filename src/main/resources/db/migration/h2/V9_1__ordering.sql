-- "what waits for this delivery?"
CREATE INDEX delivery_waiting ON delivery (waits_for);
