-- Schemes of signatures and signing keys (decision 31). All of it is null for endpoints that are signed with HMAC alone.

-- ── endpoint ────────────────────────────────────────────────────────────────────────────────────
-- signatures: the schemes, separated by spaces; null is v1. The code knows the schemes, so that a new one needs no migration.
-- signing_key, previous_signing_key: Ed25519 private keys, encrypted; public_key, previous_public_key: whpk_….
ALTER TABLE endpoint ADD COLUMN signatures VARCHAR(100);
ALTER TABLE endpoint ADD COLUMN signing_key VARCHAR(500);
ALTER TABLE endpoint ADD COLUMN public_key VARCHAR(100);
ALTER TABLE endpoint ADD COLUMN signing_key_created_at TIMESTAMP WITH TIME ZONE;
ALTER TABLE endpoint ADD COLUMN previous_signing_key VARCHAR(500);
ALTER TABLE endpoint ADD COLUMN previous_public_key VARCHAR(100);
ALTER TABLE endpoint ADD COLUMN previous_signing_key_until TIMESTAMP WITH TIME ZONE;
