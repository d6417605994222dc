-- The tables, for H2 and PostgreSQL. V2 of each vendor's folder has what the two must express differently.
-- Rows with deleted_at are kept for the log and for what refers to them; the API does not show them.
-- Each table is written by one package, named above it. Each index besides a primary key names the query it serves.

-- ── access ──────────────────────────────────────────────────────────────────────────────────────
-- capabilities: comma-separated; null for all of the scope. sessions_from: earlier sessions of the console do not count.
CREATE TABLE api_key (
    id           VARCHAR(40)  NOT NULL PRIMARY KEY,
    name         VARCHAR(200) NOT NULL,
    scope        VARCHAR(80)  NOT NULL,
    capabilities VARCHAR(100),
    producer     VARCHAR(200) NOT NULL,
    key_hash     VARCHAR(64)  NOT NULL UNIQUE,
    created_at   TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at   TIMESTAMP WITH TIME ZONE,
    revoked_at   TIMESTAMP WITH TIME ZONE,
    last_used_at TIMESTAMP WITH TIME ZONE,
    sessions_from TIMESTAMP WITH TIME ZONE
);
-- "which keys does this tenant have?"
CREATE INDEX api_key_scope ON api_key (scope, id);

-- Who did what to which object. Ids rise with time; rows are never changed. organization_id, application_id: the tenants that may
-- read the entry, because the object was theirs. actor_scope: a scope, or carillon.
CREATE TABLE audit_entry (
    id           VARCHAR(40)  NOT NULL PRIMARY KEY,
    at           TIMESTAMP WITH TIME ZONE NOT NULL,
    actor_id     VARCHAR(300) NOT NULL,
    actor_name   VARCHAR(200) NOT NULL,
    actor_scope  VARCHAR(80)  NOT NULL,
    action       VARCHAR(60)  NOT NULL,
    object_id    VARCHAR(300) NOT NULL,
    organization_id BIGINT,
    application_id  VARCHAR(40),
    state_before VARCHAR(1048576),
    state_after  VARCHAR(1048576)
);
-- "what happened to this object?"
CREATE INDEX audit_entry_object ON audit_entry (object_id, id);
-- "what did this key do?"
CREATE INDEX audit_entry_actor ON audit_entry (actor_id, id);
-- "what happened to what this tenant has?"
CREATE INDEX audit_entry_organization ON audit_entry (organization_id, id);
CREATE INDEX audit_entry_application ON audit_entry (application_id, id);
-- retention: the oldest first
CREATE INDEX audit_entry_at ON audit_entry (at);

-- Changes that were sent with an Idempotency-Key: a digest of caller and key, and one of the request.
CREATE TABLE idempotent_request (
    key_digest     VARCHAR(64)  NOT NULL PRIMARY KEY,
    request_digest VARCHAR(64)  NOT NULL,
    received_at    TIMESTAMP WITH TIME ZONE NOT NULL
);
-- retention: the oldest first
CREATE INDEX idempotent_request_received ON idempotent_request (received_at);

-- Other writes with an Idempotency-Key. claim: the request that may store its answer; until it has, no other may begin before
-- leased_until. answer: encrypted.
CREATE TABLE idempotent_write (
    key_digest     VARCHAR(64)  NOT NULL PRIMARY KEY,
    request_digest VARCHAR(64)  NOT NULL,
    claim          VARCHAR(40)  NOT NULL,
    received_at    TIMESTAMP WITH TIME ZONE NOT NULL,
    leased_until   TIMESTAMP WITH TIME ZONE NOT NULL,
    answer         TEXT
);
-- retention: the oldest first
CREATE INDEX idempotent_write_received ON idempotent_write (received_at);

-- ── console ─────────────────────────────────────────────────────────────────────────────────────
-- Sessions that were ended before their time. All others are in the browsers only.
CREATE TABLE ended_session (
    id         VARCHAR(40) NOT NULL PRIMARY KEY,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL
);
-- retention: the oldest first
CREATE INDEX ended_session_expires ON ended_session (expires_at);

-- Links that sign one person in, once. capabilities: comma-separated. theme: JSON. ends_at: when the link can no longer be used;
-- once redeemed, the end of its session. Nothing else of a session is stored.
CREATE TABLE portal_link (
    id              VARCHAR(40)  NOT NULL PRIMARY KEY,
    code_hash       VARCHAR(64)  NOT NULL UNIQUE,
    scope           VARCHAR(80)  NOT NULL,
    capabilities    VARCHAR(100) NOT NULL,
    subject         VARCHAR(200),
    embed           BOOLEAN      NOT NULL,
    path            VARCHAR(500),
    return_url      VARCHAR(2000),
    language        VARCHAR(2),
    theme           VARCHAR(30000),
    link_seconds    BIGINT       NOT NULL,
    session_seconds BIGINT       NOT NULL,
    created_by      VARCHAR(300) NOT NULL,
    created_at      TIMESTAMP WITH TIME ZONE NOT NULL,
    redeemed_at     TIMESTAMP WITH TIME ZONE,
    ended_at        TIMESTAMP WITH TIME ZONE,
    ends_at         TIMESTAMP WITH TIME ZONE NOT NULL
);
-- "which links has this tenant?"
CREATE INDEX portal_link_scope ON portal_link (scope, id);
-- "which links has this person?"
CREATE INDEX portal_link_subject ON portal_link (subject, id);
-- retention: the oldest first
CREATE INDEX portal_link_ends ON portal_link (ends_at);

-- ── catalog ─────────────────────────────────────────────────────────────────────────────────────
-- on_*: notify | notify-parent | silent (accepted, sends nothing) | absent (the type has no such operation)
CREATE TABLE resource_type (
    name       VARCHAR(60)  NOT NULL PRIMARY KEY,
    part_of    VARCHAR(60)  REFERENCES resource_type (name),
    on_create  VARCHAR(16)  NOT NULL,
    on_update  VARCHAR(16)  NOT NULL,
    on_delete  VARCHAR(16)  NOT NULL,
    deleted_at TIMESTAMP WITH TIME ZONE,
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
    example       VARCHAR(10000),
    deleted_at    TIMESTAMP WITH TIME ZONE
);

-- ── tenant ──────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE organization (
    id            BIGINT       NOT NULL PRIMARY KEY,
    name          VARCHAR(200) NOT NULL,
    parent_id     BIGINT       REFERENCES organization (id),
    contact_name  VARCHAR(200),
    contact_email VARCHAR(320),
    contact_phone VARCHAR(50),
    created_at    TIMESTAMP WITH TIME ZONE NOT NULL,
    deleted_at    TIMESTAMP WITH TIME ZONE
);
-- "which organizations have this parent?"
CREATE INDEX organization_parent ON organization (parent_id, id);

CREATE TABLE application (
    id                    VARCHAR(40)  NOT NULL PRIMARY KEY,
    name                  VARCHAR(200) NOT NULL,
    owner_organization_id BIGINT       REFERENCES organization (id),
    contact_name          VARCHAR(200),
    contact_email         VARCHAR(320),
    contact_phone         VARCHAR(50),
    created_at            TIMESTAMP WITH TIME ZONE NOT NULL,
    deleted_at            TIMESTAMP WITH TIME ZONE
);
-- "which applications does this organization own?"
CREATE INDEX application_owner ON application (owner_organization_id, id);

-- An organization enables an application; the row exists as long as it does.
-- hot path "which applications may be notified for this organization?": by primary key
CREATE TABLE enablement (
    organization_id BIGINT      NOT NULL REFERENCES organization (id),
    application_id  VARCHAR(40) NOT NULL REFERENCES application (id),
    enabled_at      TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (organization_id, application_id)
);
-- "which organizations enable this application?"
CREATE INDEX enablement_application ON enablement (application_id, organization_id);

-- ── endpoint ────────────────────────────────────────────────────────────────────────────────────
-- format: the code knows the formats, so that a new one needs no migration.
-- proven_at: when the endpoint first succeeded at its present URL; until then it gets few sending threads.
-- failing_since, last_failure_at, warned_at, flagged_at: for the failure policy; cleared by a success and by enabling.
-- paused_until: set while the receiver, which answered 429 or 503, is not to be called.
-- is_unsettled: it was switched off, and deliveries that were pending then may still have to be settled.
-- headers, secret, previous_secret: encrypted; headers are {} when there are none.
-- signature_switch: when the header with room for one signature switches to a new secret after a rotation.
CREATE TABLE endpoint (
    id                    VARCHAR(40)   NOT NULL PRIMARY KEY,
    application_id        VARCHAR(40)   NOT NULL REFERENCES application (id),
    url                   VARCHAR(2000) NOT NULL,
    description           VARCHAR(500),
    format                VARCHAR(20)   NOT NULL,
    delivery              VARCHAR(10)   NOT NULL CHECK (delivery IN ('coalesced', 'instant')),
    retry                 VARCHAR(10)   NOT NULL CHECK (retry IN ('none', 'standard')),
    event_types           VARCHAR(5100) NOT NULL,
    headers               VARCHAR(11000) NOT NULL,
    status                VARCHAR(10)   NOT NULL CHECK (status IN ('active', 'inactive', 'disabled', 'deleted')),
    disabled_reason       VARCHAR(500),
    is_unsettled          BOOLEAN       DEFAULT FALSE NOT NULL,
    proven_at             TIMESTAMP WITH TIME ZONE,
    failing_since         TIMESTAMP WITH TIME ZONE,
    last_failure_at       TIMESTAMP WITH TIME ZONE,
    warned_at             TIMESTAMP WITH TIME ZONE,
    flagged_at            TIMESTAMP WITH TIME ZONE,
    paused_until          TIMESTAMP WITH TIME ZONE,
    signature_switch      VARCHAR(20)   DEFAULT 'at-once' NOT NULL CHECK (signature_switch IN ('at-once', 'after-overlap')),
    secret                VARCHAR(500)  NOT NULL,
    secret_created_at     TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
    previous_secret       VARCHAR(500),
    previous_secret_until TIMESTAMP WITH TIME ZONE,
    created_at            TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at            TIMESTAMP WITH TIME ZONE NOT NULL
);
CREATE INDEX endpoint_application ON endpoint (application_id, id);
-- "which endpoints have been failing for too long?"
CREATE INDEX endpoint_failing ON endpoint (failing_since);
-- "which endpoints were switched off a moment ago?", each second
CREATE INDEX endpoint_unsettled ON endpoint (is_unsettled);
-- "which endpoints are paused?", at each claim
CREATE INDEX endpoint_paused ON endpoint (paused_until);

-- ── coalescing ──────────────────────────────────────────────────────────────────────────────────
-- Ids of changes that had their effect. Producers choose the ids, so they are unique within an organization and a producer only;
-- change_id contains the producer. The other columns explain what became of a change (decision 17): the event type as reported,
-- the object, and the organization that is notified, which is null if none is.
CREATE TABLE inbox (
    organization_id BIGINT       NOT NULL,
    change_id       VARCHAR(200) NOT NULL,
    received_at     TIMESTAMP WITH TIME ZONE NOT NULL,
    event_type      VARCHAR(100),
    resource_id     VARCHAR(200),
    notified_id     BIGINT,
    PRIMARY KEY (organization_id, change_id)
);

-- The changes of one object and event type; a row exists exactly as long as the bucket is open. All buckets of an object are one
-- window: the bucket that opened it has an empty slot and the time, and a transaction that writes or closes any of them holds its row
-- (decision 15). The slot of the others is their event type. Raising a bucket is an update by primary key. trace_links: of changes
-- that are traced (decision 21).
CREATE TABLE coalescing_bucket (
    organization_id BIGINT       NOT NULL,
    resource_type   VARCHAR(60)  NOT NULL,
    resource_id     VARCHAR(200) NOT NULL,
    slot            VARCHAR(100) NOT NULL,
    event_type      VARCHAR(100) NOT NULL,
    significance    SMALLINT     NOT NULL,
    changes         INTEGER      NOT NULL,
    first_change_at TIMESTAMP WITH TIME ZONE NOT NULL,
    last_change_at  TIMESTAMP WITH TIME ZONE NOT NULL,
    last_arrival    BIGINT       NOT NULL,
    first_data_at   TIMESTAMP WITH TIME ZONE,
    first_data      VARCHAR(1048576),
    last_data_at    TIMESTAMP WITH TIME ZONE,
    last_data       VARCHAR(1048576),
    opened_at       TIMESTAMP WITH TIME ZONE,
    trace_links     VARCHAR(7040),
    PRIMARY KEY (organization_id, resource_type, resource_id, slot),
    CHECK ((slot = '') = (opened_at IS NOT NULL))
);
-- hot path "find due objects"
CREATE INDEX coalescing_bucket_opened ON coalescing_bucket (opened_at);

-- ── rejected ────────────────────────────────────────────────────────────────────────────────────
-- origin, element_index: what was rejected: the message as its producer sent it, and which of its changes, from 0; -1 for the
-- message as a whole. requeued_at: set while the message is back on the queue. The body is a column of V2. organization_id,
-- change_id, resource_type (as reported), resource_id: what it was about, as far as that could be read.
CREATE TABLE rejected_message (
    id             VARCHAR(40)    NOT NULL PRIMARY KEY,
    rejected_at    TIMESTAMP WITH TIME ZONE NOT NULL,
    reason         VARCHAR(60)    NOT NULL,
    detail         VARCHAR(2000)  NOT NULL,
    pointer        VARCHAR(2000),
    jms_message_id VARCHAR(300),
    jms_type       VARCHAR(20)    NOT NULL,
    properties     VARCHAR(20000) NOT NULL,
    origin         VARCHAR(200)   NOT NULL,
    element_index  INTEGER        NOT NULL,
    producer       VARCHAR(300)   NOT NULL DEFAULT '',
    sent_at        TIMESTAMP WITH TIME ZONE NOT NULL,
    protocol       VARCHAR(40),
    client_id      VARCHAR(300),
    requeued_at    TIMESTAMP WITH TIME ZONE,
    organization_id BIGINT,
    change_id      VARCHAR(200),
    resource_type  VARCHAR(60),
    resource_id    VARCHAR(200),
    CONSTRAINT rejected_message_once UNIQUE (origin, element_index)
);
-- retention: the oldest first
CREATE INDEX rejected_message_rejected ON rejected_message (rejected_at);
-- "which messages about this object were rejected?"
CREATE INDEX rejected_message_object ON rejected_message (organization_id, resource_id);
-- "was it rejected because it named another organization?"
CREATE INDEX rejected_message_resource ON rejected_message (resource_id);
CREATE INDEX rejected_message_change ON rejected_message (change_id);

-- Requests over HTTP that were refused, and repeated ids (status 202): for each key, status, reason and minute (at) the number, with
-- the first objects as samples.
CREATE TABLE intake_refusal (
    id              VARCHAR(40)  NOT NULL PRIMARY KEY,
    at              TIMESTAMP WITH TIME ZONE NOT NULL,
    key_id          VARCHAR(300) NOT NULL,
    status          INTEGER      NOT NULL,
    reason          VARCHAR(60)  NOT NULL,
    pointer         VARCHAR(300),
    detail          VARCHAR(500) NOT NULL,
    organization_id BIGINT,
    change_id       VARCHAR(200),
    resource_type   VARCHAR(60),
    resource_id     VARCHAR(200),
    requests        INTEGER      NOT NULL
);
-- "which requests about this object were refused?"
CREATE INDEX intake_refusal_object ON intake_refusal (organization_id, resource_id, at);
-- "what was refused to this organization, and to this key?"
CREATE INDEX intake_refusal_organization ON intake_refusal (organization_id, id);
CREATE INDEX intake_refusal_key ON intake_refusal (key_id, id);
-- retention: the oldest first
CREATE INDEX intake_refusal_at ON intake_refusal (at);

-- ── job ─────────────────────────────────────────────────────────────────────────────────────────
-- Work on the rows that a selection matches, in pages. last_id: how far it came; highest_id: where it ends. It may be claimed
-- when leased_until has passed and, unless it is to stop, due_at, which is later during a pause. fence counts the claims; only
-- the newest claim may move the job on. failures: attempts in a row that did not get past last_id.
CREATE TABLE job (
    id             VARCHAR(40)   NOT NULL PRIMARY KEY,
    kind           VARCHAR(10)   NOT NULL CHECK (kind IN ('requeue', 'delete', 'redeliver')),
    application_id VARCHAR(40),
    selection      VARCHAR(8000) NOT NULL,
    state          VARCHAR(10)   NOT NULL CHECK (state IN ('running', 'stopping', 'done', 'stopped')),
    matched_count  BIGINT,
    done_count     BIGINT        NOT NULL,
    skipped_count  BIGINT        NOT NULL,
    last_skipped   VARCHAR(1000),
    last_error     VARCHAR(1000),
    started_at     TIMESTAMP WITH TIME ZONE NOT NULL,
    ended_at       TIMESTAMP WITH TIME ZONE,
    highest_id     VARCHAR(40)   NOT NULL,
    last_id        VARCHAR(40)   NOT NULL,
    failures       INTEGER       NOT NULL,
    fence          INTEGER       NOT NULL,
    leased_until   TIMESTAMP WITH TIME ZONE NOT NULL,
    due_at         TIMESTAMP WITH TIME ZONE NOT NULL,
    CHECK ((state IN ('done', 'stopped')) = (ended_at IS NOT NULL))
);
CREATE INDEX job_ended ON job (ended_at, leased_until);

-- ── message ─────────────────────────────────────────────────────────────────────────────────────
-- sequence_number: rises from message to message, so also with the messages of one object; gaps are possible. traceparent: the
-- context of the message, if it is traced.
CREATE TABLE message (
    id              VARCHAR(40)  NOT NULL PRIMARY KEY,
    sequence_number BIGINT       GENERATED ALWAYS AS IDENTITY,
    organization_id BIGINT       NOT NULL,
    resource_type   VARCHAR(60)  NOT NULL,
    resource_id     VARCHAR(200) NOT NULL,
    operation       VARCHAR(10)  NOT NULL,
    event_type      VARCHAR(100) NOT NULL,
    mode            VARCHAR(10)  NOT NULL CHECK (mode IN ('coalesced', 'instant')),
    changes         INTEGER      NOT NULL,
    first_change_at TIMESTAMP WITH TIME ZONE NOT NULL,
    last_change_at  TIMESTAMP WITH TIME ZONE NOT NULL,
    data            VARCHAR(1048576),
    created_at      TIMESTAMP WITH TIME ZONE NOT NULL,
    traceparent     VARCHAR(55)
);
-- "why did this object's webhook not arrive?"
CREATE INDEX message_object ON message (organization_id, resource_type, resource_id);
-- retention: the oldest first
CREATE INDEX message_created ON message (created_at);

-- due_at is set exactly while the delivery is pending: the planned time of the next attempt, or the end of the lease of the
-- node that is sending. fence counts the claims; only the newest claim may record an outcome. The retry schedule counts the
-- attempts from schedule_from on: how many had been made when the delivery was last reopened. reason: why it was cancelled.
-- Foreign keys: see V2.
CREATE TABLE delivery (
    id            VARCHAR(40) NOT NULL PRIMARY KEY,
    message_id    VARCHAR(40) NOT NULL,
    endpoint_id   VARCHAR(40) NOT NULL,
    state         VARCHAR(10) NOT NULL,
    attempts      INTEGER     NOT NULL,
    schedule_from INTEGER     DEFAULT 0 NOT NULL,
    fence         INTEGER     NOT NULL,
    due_at        TIMESTAMP WITH TIME ZONE,
    created_at    TIMESTAMP WITH TIME ZONE NOT NULL,
    completed_at  TIMESTAMP WITH TIME ZONE,
    reason        VARCHAR(20),
    CHECK (state IN ('pending', 'succeeded', 'failed', 'cancelled', 'skipped')),
    CHECK (reason IS NULL OR state = 'cancelled'),
    CHECK ((state = 'pending') = (due_at IS NOT NULL))
);
CREATE INDEX delivery_message ON delivery (message_id);
CREATE INDEX delivery_endpoint ON delivery (endpoint_id, id);

-- ── tracking ────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE attempt (
    delivery_id   VARCHAR(40) NOT NULL,
    number        INTEGER     NOT NULL,
    started_at    TIMESTAMP WITH TIME ZONE NOT NULL,
    duration_ms   INTEGER     NOT NULL,
    outcome       VARCHAR(20) NOT NULL,
    status        INTEGER,
    detail        VARCHAR(1000),
    response_body VARCHAR(16384),
    response_headers VARCHAR(2048),
    PRIMARY KEY (delivery_id, number)
);

-- ── operations ──────────────────────────────────────────────────────────────────────────────────
-- Notices about an endpoint that are still to be sent: a mail to its recipient or, without one, an operational event with its
-- data. The row is removed once it was sent.
CREATE TABLE notice (
    id          VARCHAR(40)    NOT NULL PRIMARY KEY,
    event_type  VARCHAR(100)   NOT NULL,
    endpoint_id VARCHAR(40)    NOT NULL REFERENCES endpoint (id),
    occurred_at TIMESTAMP WITH TIME ZONE NOT NULL,
    recipient   VARCHAR(320),
    text        VARCHAR(20000) NOT NULL,
    attempts    INTEGER        NOT NULL,
    due_at      TIMESTAMP WITH TIME ZONE NOT NULL
);
CREATE INDEX notice_due ON notice (due_at);

-- ── statistics ──────────────────────────────────────────────────────────────────────────────────
-- What was counted in a minute, and in an hour once it is over: rows of grain minute and hour have the counts of one subject,
-- those of total-minute and total-hour of all subjects with an event type. A row is what one node counted; rows are summed, and
-- never changed (decision 22). at_minute: the minute, or the first of the hour, counted from 1970. batch, number: what a node
-- writes together, so that writing it again has no effect. A count that is null is 0.

-- Attempts by outcome, in the minute in which they started; retried, failed: what followed them. skipped: deliveries that were not
-- attempted. duration_*: attempts that took up to so many milliseconds and longer than the one before; latency_*: the same from the
-- first change to the first attempt.
CREATE TABLE delivery_statistic (
    grain           VARCHAR(12) NOT NULL CHECK (grain IN ('minute', 'total-minute', 'hour', 'total-hour')),
    at_minute       INTEGER     NOT NULL,
    batch           VARCHAR(40) NOT NULL,
    number          INTEGER     NOT NULL,
    endpoint_id     VARCHAR(40),
    organization_id BIGINT,
    event_type      VARCHAR(100),
    succeeded INTEGER, status INTEGER, refused INTEGER, unknown_host INTEGER, no_name_service INTEGER, no_network INTEGER,
    not_connected INTEGER, tls INTEGER, no_secret INTEGER, timeout INTEGER, broken INTEGER, other INTEGER,
    retried INTEGER, failed INTEGER, skipped INTEGER,
    duration_10 INTEGER, duration_16 INTEGER, duration_25 INTEGER, duration_40 INTEGER, duration_63 INTEGER,
    duration_100 INTEGER, duration_160 INTEGER, duration_250 INTEGER, duration_400 INTEGER, duration_630 INTEGER,
    duration_1000 INTEGER, duration_1600 INTEGER, duration_2500 INTEGER, duration_4000 INTEGER, duration_6300 INTEGER,
    duration_10000 INTEGER, duration_16000 INTEGER, duration_25000 INTEGER, duration_40000 INTEGER, duration_63000 INTEGER,
    duration_more INTEGER,
    latency_100 INTEGER, latency_160 INTEGER, latency_250 INTEGER, latency_400 INTEGER, latency_630 INTEGER,
    latency_1000 INTEGER, latency_1600 INTEGER, latency_2500 INTEGER, latency_4000 INTEGER, latency_6300 INTEGER,
    latency_10000 INTEGER, latency_16000 INTEGER, latency_25000 INTEGER, latency_40000 INTEGER, latency_63000 INTEGER,
    latency_100000 INTEGER, latency_160000 INTEGER, latency_250000 INTEGER, latency_400000 INTEGER, latency_630000 INTEGER,
    latency_1000000 INTEGER, latency_1600000 INTEGER, latency_2500000 INTEGER, latency_4000000 INTEGER, latency_more INTEGER,
    PRIMARY KEY (grain, at_minute, batch, number)
);
-- "how did this endpoint fare?"
CREATE INDEX delivery_statistic_endpoint ON delivery_statistic (endpoint_id, grain, at_minute);
-- "what was this organization told?"
CREATE INDEX delivery_statistic_organization ON delivery_statistic (organization_id, grain, at_minute);

-- Changes from the queue by the organization that reported them, the event type as reported, and what became of them.
CREATE TABLE change_statistic (
    grain           VARCHAR(12) NOT NULL CHECK (grain IN ('minute', 'total-minute', 'hour', 'total-hour')),
    at_minute       INTEGER     NOT NULL,
    batch           VARCHAR(40) NOT NULL,
    number          INTEGER     NOT NULL,
    organization_id BIGINT,
    event_type      VARCHAR(100),
    applied INTEGER, instant INTEGER, repeated INTEGER, silent INTEGER, rejected INTEGER,
    PRIMARY KEY (grain, at_minute, batch, number)
);
-- "what did this organization report?"
CREATE INDEX change_statistic_organization ON change_statistic (organization_id, grain, at_minute);

-- The hours before summed_until are summed. A transaction that writes minutes holds the row, so that none is missed.
CREATE TABLE statistic_mark (
    statistic    VARCHAR(40) NOT NULL PRIMARY KEY,
    summed_until INTEGER     NOT NULL
);
INSERT INTO statistic_mark (statistic, summed_until) VALUES ('delivery_statistic', 0), ('change_statistic', 0);

-- ── monitor ─────────────────────────────────────────────────────────────────────────────────────
-- The nodes; each writes its row every ten seconds. seen_at is a time of the database, started_at one of the node. down: the names
-- of its readiness checks that were down, comma-separated.
CREATE TABLE node (
    id                     VARCHAR(40)   NOT NULL PRIMARY KEY,
    host                   VARCHAR(200)  NOT NULL,
    home                   VARCHAR(1000) NOT NULL,
    version                VARCHAR(100)  NOT NULL,
    started_at             TIMESTAMP WITH TIME ZONE NOT NULL,
    seen_at                TIMESTAMP WITH TIME ZONE NOT NULL,
    attempts_in_flight     INTEGER       NOT NULL,
    attempts_in_flight_max INTEGER       NOT NULL,
    down                   VARCHAR(500)  NOT NULL
);
