-- Changes that are sent to all organizations (decision 52).

-- ── broadcast ───────────────────────────────────────────────────────────────────────────────────
-- The data of the change of such a job, as canonical JSON; without data there is no row. It is removed with the job.
CREATE TABLE broadcast_data (
    job_id VARCHAR(40)      NOT NULL PRIMARY KEY REFERENCES job (id) ON DELETE CASCADE,
    data   VARCHAR(1048576) NOT NULL
);
