-- Whoever was given a token. name_key is the name as it is compared.
CREATE TABLE identity (
  identity_id TEXT PRIMARY KEY,
  tenant_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  created_at TEXT NOT NULL,
  UNIQUE (tenant_id, name_key)
);

-- Tokens so far are the gateway's first ones, whose identity has no row.
ALTER TABLE token ADD COLUMN tenant_id TEXT NOT NULL DEFAULT '00000000-0000-4000-8000-000000000001';
ALTER TABLE token ADD COLUMN identity_id TEXT NOT NULL DEFAULT 'root';
ALTER TABLE token ADD COLUMN role TEXT NOT NULL DEFAULT 'admin';
ALTER TABLE token ADD COLUMN scopes TEXT NOT NULL DEFAULT '*';
ALTER TABLE token ADD COLUMN device_id TEXT;
ALTER TABLE token ADD COLUMN last_used_at TEXT;
ALTER TABLE token ADD COLUMN created_by TEXT NOT NULL DEFAULT 'gateway';
