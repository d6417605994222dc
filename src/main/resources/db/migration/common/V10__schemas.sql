-- Schemas of the data of changes, and event types that are to go (decision 36).

-- ── catalog ─────────────────────────────────────────────────────────────────────────────────────
-- data_schema: canonical JSON; null if data may be anything. schema_version: its number in event_type_schema.
ALTER TABLE event_type ADD COLUMN data_schema VARCHAR(30000);
ALTER TABLE event_type ADD COLUMN schema_version INTEGER;
ALTER TABLE event_type ADD COLUMN validation VARCHAR(10) DEFAULT 'off' NOT NULL
    CHECK (validation IN ('off', 'warn', 'reject'));

-- is_deprecated: it is to go; this is shown. is_archived: no endpoint can subscribe any more; those that do still get it.
ALTER TABLE event_type ADD COLUMN is_deprecated BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE event_type ADD COLUMN is_archived BOOLEAN DEFAULT FALSE NOT NULL;

-- Every schema that an event type has had, for ever: receivers were written for it.
CREATE TABLE event_type_schema (
    event_type  VARCHAR(100)   NOT NULL REFERENCES event_type (name),
    version     INTEGER        NOT NULL,
    data_schema VARCHAR(30000) NOT NULL,
    since       TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (event_type, version)
);
