-- Limits of changes a day (decision 51).

-- ── tenant ──────────────────────────────────────────────────────────────────────────────────────
-- changes_a_day: the changes that it may report in a day; 0 for any number, null for the limit of the installation.
ALTER TABLE organization ADD COLUMN changes_a_day INTEGER;

-- ── quota ───────────────────────────────────────────────────────────────────────────────────────
-- What one run of a node has counted for an organization with a limit. on_day: of UTC, counted from 1970. node: the run, which
-- alone writes the row.
CREATE TABLE change_day (
    on_day          INTEGER     NOT NULL,
    organization_id BIGINT      NOT NULL,
    node            VARCHAR(40) NOT NULL,
    changes         BIGINT      NOT NULL,
    PRIMARY KEY (on_day, organization_id, node)
);
