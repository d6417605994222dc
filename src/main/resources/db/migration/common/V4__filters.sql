-- Filters on the content of changes (decision 27). All of it is empty for endpoints without a filter.

-- ── endpoint ────────────────────────────────────────────────────────────────────────────────────
-- content_filter: canonical JSON; null if every change passes.
ALTER TABLE endpoint ADD COLUMN content_filter VARCHAR(8192);

-- ── coalescing ──────────────────────────────────────────────────────────────────────────────────
-- stopped_at: the endpoints whose filters the change did not pass: ids, separated by spaces.
ALTER TABLE inbox ADD COLUMN stopped_at VARCHAR(8000);
-- is_filtered: set in the row of a window while passed_bucket has rows about its object.
ALTER TABLE coalescing_bucket ADD COLUMN is_filtered BOOLEAN;

-- Those changes of a bucket that passed the filter of a coalesced endpoint; no row if none did. Who holds the window of the object
-- may write it, and who closes the window removes it.
CREATE TABLE passed_bucket (
    organization_id BIGINT       NOT NULL,
    resource_type   VARCHAR(60)  NOT NULL,
    resource_id     VARCHAR(200) NOT NULL,
    event_type      VARCHAR(100) NOT NULL,
    endpoint_id     VARCHAR(40)  NOT NULL,
    changes         INTEGER      NOT NULL,
    first_change_at TIMESTAMP WITH TIME ZONE NOT NULL,
    last_change_at  TIMESTAMP WITH TIME ZONE NOT NULL,
    last_arrival    BIGINT       NOT NULL,
    first_data_at   TIMESTAMP WITH TIME ZONE,
    first_data      VARCHAR(1048576),
    last_data_at    TIMESTAMP WITH TIME ZONE,
    last_data       VARCHAR(1048576),
    PRIMARY KEY (organization_id, resource_type, resource_id, event_type, endpoint_id)
);
