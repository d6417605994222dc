-- Two more outcomes of attempts are counted (decisions 34 and 38).

-- ── statistics ──────────────────────────────────────────────────────────────────────────────────
ALTER TABLE delivery_statistic ADD COLUMN no_token INTEGER;
ALTER TABLE delivery_statistic ADD COLUMN template INTEGER;
