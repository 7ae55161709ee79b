-- Bytes that were let go; what is known of the artifact stays, as records name it.
ALTER TABLE artifact ADD COLUMN removed_at TEXT;
ALTER TABLE artifact ADD COLUMN removed_because TEXT;
CREATE INDEX artifact_by_age ON artifact (removed_at, kind, created_at);
