-- When a key was last used, within a minute.
ALTER TABLE api_key ADD COLUMN last_used_at TIMESTAMP WITH TIME ZONE;

-- Who did what to which object. Ids are ordered by time; nothing is ever changed here.
CREATE TABLE audit_entry (
    id           VARCHAR(40)  NOT NULL PRIMARY KEY,
    at           TIMESTAMP WITH TIME ZONE NOT NULL,
    actor_id     VARCHAR(300) NOT NULL,
    actor_name   VARCHAR(200) NOT NULL,
    action       VARCHAR(60)  NOT NULL,
    object_id    VARCHAR(300) NOT NULL,
    state_before VARCHAR(1048576),
    state_after  VARCHAR(1048576)
);
-- "what happened to this object?"
CREATE INDEX audit_entry_object ON audit_entry (object_id, id);
-- "what did this key do?"
CREATE INDEX audit_entry_actor ON audit_entry (actor_id, id);

-- "which applications does this organization own?"
CREATE INDEX application_owner ON application (owner_organization_id);
