-- sequence is the order of creation, for lists that go on where the last page ended.
CREATE TABLE run (
  run_id TEXT PRIMARY KEY,
  sequence BIGINT NOT NULL UNIQUE,
  conversation_key TEXT NOT NULL,
  agent_key TEXT,
  plan_id TEXT NOT NULL,
  request_id TEXT NOT NULL,
  status TEXT NOT NULL,
  environment_id TEXT,
  requested_by TEXT NOT NULL,
  max_duration_ms BIGINT,
  blocked_reason TEXT,
  blocked_detail TEXT,
  error_code TEXT,
  error_message TEXT,
  steps_count INTEGER NOT NULL,
  steps_done INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  started_at TEXT,
  finished_at TEXT
);
CREATE INDEX run_by_status ON run (status, sequence);
CREATE INDEX run_by_environment ON run (environment_id, sequence);

CREATE TABLE run_step (
  step_id TEXT PRIMARY KEY,
  run_id TEXT NOT NULL REFERENCES run (run_id),
  step_index INTEGER NOT NULL,
  status TEXT NOT NULL,
  type TEXT NOT NULL,
  args TEXT NOT NULL,
  motivation TEXT,
  idempotency_key TEXT,
  environment_id TEXT NOT NULL,
  node_id TEXT,
  approval_id TEXT,
  timeout_ms BIGINT NOT NULL,
  max_attempts INTEGER NOT NULL,
  error_code TEXT,
  error_message TEXT,
  started_at TEXT,
  finished_at TEXT,
  UNIQUE (run_id, step_index)
);

-- A row is here, with status running, before its task leaves for the node.
CREATE TABLE attempt (
  attempt_id TEXT PRIMARY KEY,
  step_id TEXT NOT NULL REFERENCES run_step (step_id),
  attempt INTEGER NOT NULL,
  status TEXT NOT NULL,
  dispatch_id TEXT,
  node_id TEXT,
  result TEXT,
  evidence TEXT,
  error_code TEXT,
  error_message TEXT,
  started_at TEXT NOT NULL,
  finished_at TEXT,
  UNIQUE (step_id, attempt)
);

CREATE TABLE approval (
  approval_id TEXT PRIMARY KEY,
  sequence BIGINT NOT NULL UNIQUE,
  approval_key TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  prompt TEXT NOT NULL,
  motivation TEXT NOT NULL,
  context TEXT NOT NULL,
  conversation_key TEXT NOT NULL,
  run_id TEXT NOT NULL REFERENCES run (run_id),
  step_id TEXT NOT NULL REFERENCES run_step (step_id),
  -- the attempt that an approval of kind retry lets happen
  attempt INTEGER NOT NULL,
  environment_id TEXT NOT NULL,
  resume_token TEXT NOT NULL UNIQUE,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  decided_at TEXT
);
CREATE INDEX approval_by_status ON approval (status, sequence);
CREATE INDEX approval_by_run ON approval (run_id);

CREATE TABLE approval_review (
  review_id TEXT PRIMARY KEY,
  approval_id TEXT NOT NULL REFERENCES approval (approval_id),
  position BIGINT NOT NULL,
  review TEXT NOT NULL
);
CREATE INDEX approval_review_approval ON approval_review (approval_id, position);

-- Bytes lie on disk under their hash; several artifacts may share them.
CREATE TABLE artifact (
  artifact_id TEXT PRIMARY KEY,
  sequence BIGINT NOT NULL UNIQUE,
  sha256 TEXT NOT NULL,
  size_bytes BIGINT NOT NULL,
  kind TEXT NOT NULL,
  media_class TEXT NOT NULL,
  mime_type TEXT NOT NULL,
  filename TEXT NOT NULL,
  sensitivity TEXT NOT NULL,
  labels TEXT NOT NULL,
  metadata TEXT NOT NULL,
  created_at TEXT NOT NULL
);
CREATE INDEX artifact_by_hash ON artifact (sha256);

CREATE TABLE artifact_link (
  artifact_id TEXT NOT NULL REFERENCES artifact (artifact_id),
  parent_kind TEXT NOT NULL,
  parent_id TEXT NOT NULL,
  PRIMARY KEY (artifact_id, parent_kind, parent_id)
);
CREATE INDEX artifact_link_parent ON artifact_link (parent_kind, parent_id);

CREATE TABLE policy (
  revision BIGINT PRIMARY KEY,
  rules TEXT NOT NULL,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL
);

CREATE TABLE activity (
  sequence BIGINT PRIMARY KEY,
  activity_id TEXT NOT NULL UNIQUE,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  target_kind TEXT NOT NULL,
  target_id TEXT NOT NULL,
  detail TEXT
);
