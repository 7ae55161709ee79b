-- Who had control of which desktop, and when. Rows are kept; one of an environment is open at most.
CREATE TABLE control_lease (
  fence BIGINT PRIMARY KEY,
  environment_id TEXT NOT NULL,
  holder TEXT NOT NULL,
  takeover_id TEXT NOT NULL,
  taken_at TEXT NOT NULL,
  reason TEXT,
  ended_at TEXT,
  ended_because TEXT
);
CREATE INDEX control_lease_of_environment ON control_lease (environment_id, ended_at);
