-- One schema for H2 and PostgreSQL. What the two must say differently stands in V2 of their own folders.
-- Every index beside a primary key names the path it serves.

-- ── access ──────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE api_key (
    id           VARCHAR(40)  NOT NULL PRIMARY KEY,
    name         VARCHAR(200) NOT NULL,
    scope        VARCHAR(80)  NOT NULL,
    key_hash     VARCHAR(64)  NOT NULL UNIQUE,
    created_at   TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at   TIMESTAMP WITH TIME ZONE,
    revoked_at   TIMESTAMP WITH TIME ZONE
);

-- ── catalog ─────────────────────────────────────────────────────────────────────────────────────
-- on_*: notify | notify-parent | silent (accepted, sends nothing) | absent (does not exist for this type)
CREATE TABLE resource_type (
    name       VARCHAR(60)  NOT NULL PRIMARY KEY,
    part_of    VARCHAR(60)  REFERENCES resource_type (name),
    on_create  VARCHAR(16)  NOT NULL,
    on_update  VARCHAR(16)  NOT NULL,
    on_delete  VARCHAR(16)  NOT NULL,
    CHECK (on_create IN ('notify', 'notify-parent', 'silent', 'absent')),
    CHECK (on_update IN ('notify', 'notify-parent', 'silent', 'absent')),
    CHECK (on_delete IN ('notify', 'notify-parent', 'silent', 'absent'))
);

-- is_default: the event type of a change that names only its resource type and operation
CREATE TABLE event_type (
    name          VARCHAR(100) NOT NULL PRIMARY KEY,
    resource_type VARCHAR(60)  NOT NULL REFERENCES resource_type (name),
    operation     VARCHAR(10)  NOT NULL CHECK (operation IN ('create', 'update', 'delete')),
    is_default    BOOLEAN      NOT NULL,
    description   VARCHAR(500) NOT NULL,
    example       VARCHAR(10000)
);

-- ── registry ────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE organization (
    id            BIGINT       NOT NULL PRIMARY KEY,
    name          VARCHAR(200) NOT NULL,
    parent_id     BIGINT       REFERENCES organization (id),
    contact_name  VARCHAR(200),
    contact_email VARCHAR(320),
    contact_phone VARCHAR(50),
    created_at    TIMESTAMP WITH TIME ZONE NOT NULL
);
CREATE INDEX organization_parent ON organization (parent_id);

CREATE TABLE application (
    id                    VARCHAR(40)  NOT NULL PRIMARY KEY,
    name                  VARCHAR(200) NOT NULL,
    owner_organization_id BIGINT       REFERENCES organization (id),
    contact_name          VARCHAR(200),
    contact_email         VARCHAR(320),
    contact_phone         VARCHAR(50),
    created_at            TIMESTAMP WITH TIME ZONE NOT NULL
);

-- hot path "who listens to this organization": by primary key
CREATE TABLE enablement (
    organization_id BIGINT      NOT NULL REFERENCES organization (id),
    application_id  VARCHAR(40) NOT NULL REFERENCES application (id),
    enabled_at      TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (organization_id, application_id)
);
CREATE INDEX enablement_application ON enablement (application_id);

CREATE TABLE endpoint (
    id                    VARCHAR(40)   NOT NULL PRIMARY KEY,
    application_id        VARCHAR(40)   NOT NULL REFERENCES application (id),
    url                   VARCHAR(2000) NOT NULL,
    description           VARCHAR(500),
    format                VARCHAR(10)   NOT NULL CHECK (format IN ('thin', 'full')),
    delivery              VARCHAR(10)   NOT NULL CHECK (delivery IN ('coalesced', 'instant')),
    retry                 VARCHAR(10)   NOT NULL CHECK (retry IN ('none', 'standard')),
    event_types           VARCHAR(5000) NOT NULL,
    headers               VARCHAR(5000) NOT NULL,
    status                VARCHAR(10)   NOT NULL CHECK (status IN ('active', 'inactive', 'disabled', 'deleted')),
    disabled_reason       VARCHAR(500),
    failing_since         TIMESTAMP WITH TIME ZONE,
    secret                VARCHAR(500)  NOT NULL,
    previous_secret       VARCHAR(500),
    previous_secret_until TIMESTAMP WITH TIME ZONE,
    created_at            TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at            TIMESTAMP WITH TIME ZONE NOT NULL
);
CREATE INDEX endpoint_application ON endpoint (application_id);

-- ── coalescing ──────────────────────────────────────────────────────────────────────────────────
-- Ids of changes that had their effect. Ids are the producers' own, so they count per organization.
CREATE TABLE inbox (
    organization_id BIGINT       NOT NULL,
    change_id       VARCHAR(200) NOT NULL,
    received_at     TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (organization_id, change_id)
);

-- A row exists exactly as long as the bucket is open. Raising one is an update by primary key.
CREATE TABLE coalescing_bucket (
    organization_id BIGINT       NOT NULL,
    resource_type   VARCHAR(60)  NOT NULL,
    resource_id     VARCHAR(200) NOT NULL,
    significance    SMALLINT     NOT NULL,
    event_type      VARCHAR(100) NOT NULL,
    significant_at  TIMESTAMP WITH TIME ZONE NOT NULL,
    changes         INTEGER      NOT NULL,
    first_change_at TIMESTAMP WITH TIME ZONE NOT NULL,
    last_change_at  TIMESTAMP WITH TIME ZONE NOT NULL,
    first_data      VARCHAR(1048576),
    last_data       VARCHAR(1048576),
    opened_at       TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (organization_id, resource_type, resource_id)
);
-- hot path "find due buckets"
CREATE INDEX coalescing_bucket_opened ON coalescing_bucket (opened_at);

CREATE TABLE rejected_message (
    id             VARCHAR(40)   NOT NULL PRIMARY KEY,
    rejected_at    TIMESTAMP WITH TIME ZONE NOT NULL,
    reason         VARCHAR(60)   NOT NULL,
    detail         VARCHAR(2000) NOT NULL,
    pointer        VARCHAR(2000),
    jms_message_id VARCHAR(300),
    jms_type       VARCHAR(20)   NOT NULL,
    properties     VARCHAR(20000) NOT NULL
);

-- ── message ─────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE message (
    id              VARCHAR(40)  NOT NULL PRIMARY KEY,
    organization_id BIGINT       NOT NULL,
    resource_type   VARCHAR(60)  NOT NULL,
    resource_id     VARCHAR(200) NOT NULL,
    operation       VARCHAR(10)  NOT NULL,
    event_type      VARCHAR(100) NOT NULL,
    mode            VARCHAR(10)  NOT NULL CHECK (mode IN ('coalesced', 'instant', 'sample')),
    changes         INTEGER      NOT NULL,
    first_change_at TIMESTAMP WITH TIME ZONE NOT NULL,
    last_change_at  TIMESTAMP WITH TIME ZONE NOT NULL,
    data            VARCHAR(1048576),
    created_at      TIMESTAMP WITH TIME ZONE NOT NULL
);
-- "why did this object's webhook not arrive?"
CREATE INDEX message_object ON message (organization_id, resource_type, resource_id);

-- due_at is set exactly while the delivery is pending: the planned time of the next attempt, or the end of the lease
-- of the node that is sending. fence counts the claims; only the newest claim may record an outcome.
CREATE TABLE delivery (
    id           VARCHAR(40) NOT NULL PRIMARY KEY,
    message_id   VARCHAR(40) NOT NULL REFERENCES message (id),
    endpoint_id  VARCHAR(40) NOT NULL REFERENCES endpoint (id),
    state        VARCHAR(10) NOT NULL,
    attempts     INTEGER     NOT NULL,
    fence        INTEGER     NOT NULL,
    due_at       TIMESTAMP WITH TIME ZONE,
    created_at   TIMESTAMP WITH TIME ZONE NOT NULL,
    completed_at TIMESTAMP WITH TIME ZONE,
    CHECK (state IN ('pending', 'succeeded', 'failed', 'cancelled', 'skipped')),
    CHECK ((state = 'pending') = (due_at IS NOT NULL))
);
CREATE INDEX delivery_message ON delivery (message_id);
CREATE INDEX delivery_endpoint ON delivery (endpoint_id, id);

-- ── tracking ────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE attempt (
    delivery_id   VARCHAR(40) NOT NULL REFERENCES delivery (id),
    number        INTEGER     NOT NULL,
    started_at    TIMESTAMP WITH TIME ZONE NOT NULL,
    duration_ms   INTEGER     NOT NULL,
    outcome       VARCHAR(20) NOT NULL,
    status        INTEGER,
    detail        VARCHAR(1000),
    response_body VARCHAR(16384),
    PRIMARY KEY (delivery_id, number)
);
