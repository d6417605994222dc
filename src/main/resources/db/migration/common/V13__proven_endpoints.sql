-- When an endpoint first succeeded at its present URL. Until then nobody knows how it answers, and it gets few of the threads
-- that send. Those that are there already have had their chance.
ALTER TABLE endpoint ADD COLUMN proven_at TIMESTAMP WITH TIME ZONE;
UPDATE endpoint SET proven_at = created_at;
