-- What a run may cost and how it bears with people: see RunTerms.
ALTER TABLE run ADD COLUMN max_attempts INTEGER;
ALTER TABLE run ADD COLUMN on_takeover TEXT NOT NULL DEFAULT 'wait';
-- Who held the run by hand, until it is let go on.
ALTER TABLE run ADD COLUMN held_by TEXT;
-- Time that a run waited for people does not count against its budget.
ALTER TABLE run ADD COLUMN waiting_since TEXT;
ALTER TABLE run ADD COLUMN waited_ms BIGINT NOT NULL DEFAULT 0;
-- The dispatch that a run stands for, and when its outcome was fetched.
ALTER TABLE run ADD COLUMN dispatch_key TEXT;
ALTER TABLE run ADD COLUMN collected_at TEXT;
CREATE INDEX run_by_dispatch ON run (dispatch_key);

-- What was asked for, where an approver changed it.
ALTER TABLE run_step ADD COLUMN requested_args TEXT;
ALTER TABLE run_step ADD COLUMN postcondition TEXT;
