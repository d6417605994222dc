-- Webhooks of other services as a source of changes (decision 48).

-- ── source ──────────────────────────────────────────────────────────────────────────────────────
-- organization_id: whose changes they are; null if the mappings say so. verification: JSON without the secret, which is encrypted.
-- mappings: JSON. unmatched: what a request means that no mapping matches.
CREATE TABLE source (
    id              VARCHAR(40)    NOT NULL PRIMARY KEY,
    organization_id BIGINT,
    name            VARCHAR(200)   NOT NULL,
    verification    VARCHAR(2000)  NOT NULL,
    secret          VARCHAR(4000)  NOT NULL,
    mappings        VARCHAR(20000) NOT NULL,
    unmatched       VARCHAR(10)    NOT NULL CHECK (unmatched IN ('ignore', 'refuse')),
    created_at      TIMESTAMP WITH TIME ZONE NOT NULL
);
-- the list of an organization, how many it has, and their end with it
CREATE INDEX source_organization ON source (organization_id, id);
