-- "which application has this id in its owner's system?" One owner cannot have two, nor can those that have no owner. H2 has no
-- indexes on expressions.
ALTER TABLE application ADD COLUMN owner_key BIGINT GENERATED ALWAYS AS (COALESCE(owner_organization_id, 0));
CREATE UNIQUE INDEX application_external ON application (external_id, owner_key);
