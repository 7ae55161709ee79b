-- Who it was, beside the name; and the hash that binds an entry to the one before. Entries from before get theirs at the
-- first start.
ALTER TABLE activity ADD COLUMN actor_id TEXT NOT NULL DEFAULT '';
ALTER TABLE activity ADD COLUMN token_id TEXT NOT NULL DEFAULT '';
ALTER TABLE activity ADD COLUMN hash TEXT NOT NULL DEFAULT '';
