-- Times are ISO-8601 UTC text with milliseconds, so that both dialects store and sort them alike.
CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

CREATE TABLE host (
  host_id TEXT PRIMARY KEY,
  endpoint TEXT NOT NULL UNIQUE,
  label TEXT NOT NULL,
  last_seen_at TEXT,
  created_at TEXT NOT NULL
);

CREATE TABLE environment (
  environment_id TEXT PRIMARY KEY,
  host_id TEXT NOT NULL REFERENCES host (host_id),
  label TEXT,
  image_ref TEXT NOT NULL,
  -- what should be: written by the API alone
  desired TEXT NOT NULL,
  generation BIGINT NOT NULL,
  incarnation BIGINT NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  memory_mb INTEGER NOT NULL,
  cpus DOUBLE PRECISION NOT NULL,
  pids INTEGER NOT NULL,
  start_requested_at TEXT,
  -- what was seen: written by the fleet and the node's connection
  observed_generation BIGINT NOT NULL,
  container_id TEXT,
  image_id TEXT,
  started_at TEXT,
  stages_ms TEXT NOT NULL,
  node_id TEXT,
  last_seen_at TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  archived_at TEXT
);
CREATE INDEX environment_live ON environment (archived_at);

-- The intent of every change to an engine, written before the engine is touched.
CREATE TABLE operation (
  op_id TEXT PRIMARY KEY,
  environment_id TEXT NOT NULL REFERENCES environment (environment_id),
  generation BIGINT NOT NULL,
  incarnation BIGINT NOT NULL,
  kind TEXT NOT NULL,
  started_at TEXT NOT NULL,
  finished_at TEXT,
  error TEXT
);
CREATE INDEX operation_environment ON operation (environment_id, started_at);

CREATE TABLE log_line (
  environment_id TEXT NOT NULL REFERENCES environment (environment_id),
  sequence BIGINT NOT NULL,
  at TEXT NOT NULL,
  stream TEXT NOT NULL,
  line TEXT NOT NULL,
  PRIMARY KEY (environment_id, sequence)
);

CREATE TABLE pairing (
  pairing_id BIGINT PRIMARY KEY,
  node_id TEXT NOT NULL UNIQUE,
  environment_id TEXT REFERENCES environment (environment_id),
  status TEXT NOT NULL,
  trust_level TEXT,
  motivation TEXT,
  label TEXT,
  capabilities TEXT NOT NULL,
  allowlist TEXT NOT NULL,
  metadata TEXT NOT NULL,
  requested_at TEXT NOT NULL,
  last_seen_at TEXT NOT NULL
);

CREATE TABLE pairing_review (
  review_id TEXT PRIMARY KEY,
  pairing_id BIGINT NOT NULL REFERENCES pairing (pairing_id),
  position BIGINT NOT NULL,
  review TEXT NOT NULL
);
CREATE INDEX pairing_review_pairing ON pairing_review (pairing_id, position);

CREATE TABLE token (
  token_id TEXT PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE,
  purpose TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT,
  revoked_at TEXT
);

CREATE TABLE environment_defaults (
  revision BIGINT PRIMARY KEY,
  default_image_ref TEXT NOT NULL,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  reason TEXT,
  reverted_from_revision BIGINT
);
