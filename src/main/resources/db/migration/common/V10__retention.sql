-- Retention takes the oldest rows first, a few hundred at a time; each index is its way to them.
CREATE INDEX message_created ON message (created_at);
CREATE INDEX rejected_message_rejected ON rejected_message (rejected_at);
CREATE INDEX audit_entry_at ON audit_entry (at);
