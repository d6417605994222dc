-- "what waits for this delivery?": the index holds only what waits
CREATE INDEX delivery_waiting ON delivery (waits_for) WHERE waits_for IS NOT NULL;
