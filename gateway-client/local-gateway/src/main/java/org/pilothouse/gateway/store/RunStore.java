package org.pilothouse.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.run.AttemptStatus;
import org.pilothouse.protocol.run.BlockedReason;
import org.pilothouse.protocol.run.RunStatus;
import org.pilothouse.protocol.run.StepStatus;
import tools.jackson.databind.node.ObjectNode;

/** Runs, their steps and the attempts at them. */
public final class RunStore {
    private final Database database;

    public RunStore(Database database) {
        this.database = database;
    }

    /** Which runs, newest first; null members do not restrict. */
    public record Filter(
            @Nullable RunStatus status,
            @Nullable String environmentId,
            @Nullable Long before,
            int limit) {}

    /** Stores a new run with its steps; returns it with its place. */
    public RunRecord insert(RunRecord run, List<StepRecord> steps) {
        return database.transaction(tx -> {
            tx.update(
                    "INSERT INTO run (run_id, sequence, conversation_key, agent_key, plan_id, request_id, status,"
                            + " environment_id, requested_by, max_duration_ms, max_attempts, on_takeover, dispatch_key,"
                            + " steps_count, steps_done, created_at)"
                            + " VALUES (?, (SELECT COALESCE(MAX(sequence), 0) + 1 FROM run),"
                            + " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    run.id(),
                    run.conversationKey(),
                    run.agentKey(),
                    run.planId(),
                    run.requestId(),
                    Columns.name(run.status()),
                    run.environmentId(),
                    run.requestedBy(),
                    run.terms().maxDurationMs(),
                    run.terms().maxAttempts(),
                    run.terms().failsOnTakeover() ? "fail" : "wait",
                    run.terms().dispatchKey(),
                    run.stepsCount(),
                    run.stepsDone(),
                    Times.text(run.createdAt()));
            for (StepRecord step : steps) {
                tx.update(
                        "INSERT INTO run_step (step_id, run_id, step_index, status, type, args, motivation,"
                                + " idempotency_key, environment_id, timeout_ms, max_attempts, postcondition)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        step.id(),
                        step.runId(),
                        step.index(),
                        Columns.name(step.status()),
                        step.type(),
                        step.args().toString(),
                        step.motivation(),
                        step.idempotencyKey(),
                        step.environmentId(),
                        step.timeoutMs(),
                        step.maxAttempts(),
                        Columns.json(step.postcondition()));
            }
            return find(run.id()).orElseThrow();
        });
    }

    public Optional<RunRecord> find(String runId) {
        return database.transaction(tx -> tx.find("SELECT * FROM run WHERE run_id = ?", RunStore::run, runId));
    }

    public List<RunRecord> page(Filter filter) {
        StringBuilder sql = new StringBuilder("SELECT * FROM run");
        List<Object> arguments = new ArrayList<>();
        String separator = " WHERE ";
        if (filter.status() != null) {
            sql.append(separator).append("status = ?");
            arguments.add(Columns.name(filter.status()));
            separator = " AND ";
        }
        if (filter.environmentId() != null) {
            sql.append(separator).append("environment_id = ?");
            arguments.add(filter.environmentId());
            separator = " AND ";
        }
        if (filter.before() != null) {
            sql.append(separator).append("sequence < ?");
            arguments.add(filter.before());
        }
        sql.append(" ORDER BY sequence DESC LIMIT ?");
        arguments.add(filter.limit());
        return database.transaction(tx -> tx.list(sql.toString(), RunStore::run, arguments.toArray()));
    }

    /** Ids of all that are not over, oldest first. */
    public List<String> unfinished() {
        return database.transaction(tx -> tx.list(
                "SELECT run_id FROM run WHERE status IN ('queued', 'running', 'paused') ORDER BY sequence",
                row -> row.getString("run_id")));
    }

    /** Ids of those that wait for this, oldest first. */
    public List<String> blocked(BlockedReason reason) {
        return database.transaction(tx -> tx.list(
                "SELECT run_id FROM run WHERE status = 'paused' AND blocked_reason = ? ORDER BY sequence",
                row -> row.getString("run_id"),
                Columns.name(reason)));
    }

    /** In their order. */
    public List<StepRecord> steps(String runId) {
        return database.transaction(
                tx -> tx.list("SELECT * FROM run_step WHERE run_id = ? ORDER BY step_index", RunStore::step, runId));
    }

    /** The first that is not over. */
    public Optional<StepRecord> firstOpenStep(String runId) {
        return database.transaction(tx -> tx.find(
                "SELECT * FROM run_step WHERE run_id = ? AND status IN ('queued', 'running', 'paused')"
                        + " ORDER BY step_index LIMIT 1",
                RunStore::step,
                runId));
    }

    public Optional<StepRecord> step(String stepId) {
        return database.transaction(tx -> tx.find("SELECT * FROM run_step WHERE step_id = ?", RunStore::step, stepId));
    }

    /** Runs that stand for this dispatch and whose outcome nobody fetched, the latest first. */
    public List<RunRecord> uncollected(String dispatchKey) {
        return database.transaction(tx -> tx.list(
                "SELECT * FROM run WHERE dispatch_key = ? AND collected_at IS NULL ORDER BY sequence DESC",
                RunStore::run,
                dispatchKey));
    }

    public void collected(String runId, Instant at) {
        database.transaction(
                tx -> tx.update("UPDATE run SET collected_at = ? WHERE run_id = ?", Times.text(at), runId));
    }

    /** Of all steps of the run, in the order of steps and attempts. */
    public List<AttemptRecord> attempts(String runId) {
        return database.transaction(tx -> tx.list(
                "SELECT a.* FROM attempt a JOIN run_step s ON s.step_id = a.step_id WHERE s.run_id = ?"
                        + " ORDER BY s.step_index, a.attempt",
                RunStore::attempt,
                runId));
    }

    /** Oldest first. */
    public List<AttemptRecord> attemptsOfStep(String stepId) {
        return database.transaction(
                tx -> tx.list("SELECT * FROM attempt WHERE step_id = ? ORDER BY attempt", RunStore::attempt, stepId));
    }

    public void update(RunRecord run) {
        database.transaction(tx -> tx.update(
                "UPDATE run SET status = ?, blocked_reason = ?, blocked_detail = ?, error_code = ?,"
                        + " error_message = ?, steps_done = ?, started_at = ?, finished_at = ?, held_by = ?,"
                        + " waiting_since = ?, waited_ms = ? WHERE run_id = ?",
                Columns.name(run.status()),
                Columns.name(run.blockedReason()),
                run.blockedDetail(),
                Columns.code(run.error()),
                Columns.message(run.error()),
                run.stepsDone(),
                Times.text(run.startedAt()),
                Times.text(run.finishedAt()),
                run.heldBy(),
                Times.text(run.waitingSince()),
                run.waitedMs(),
                run.id()));
    }

    public void update(StepRecord step) {
        database.transaction(tx -> tx.update(
                "UPDATE run_step SET status = ?, node_id = ?, approval_id = ?, error_code = ?, error_message = ?,"
                        + " started_at = ?, finished_at = ? WHERE step_id = ?",
                Columns.name(step.status()),
                step.nodeId(),
                step.approvalId(),
                Columns.code(step.error()),
                Columns.message(step.error()),
                Times.text(step.startedAt()),
                Times.text(step.finishedAt()),
                step.id()));
    }

    /** What shall be done instead of what was asked for, which is kept. */
    public void edit(String stepId, ObjectNode args) {
        database.transaction(tx -> tx.update(
                "UPDATE run_step SET requested_args = COALESCE(requested_args, args), args = ? WHERE step_id = ?",
                args.toString(),
                stepId));
    }

    public void insert(AttemptRecord attempt) {
        database.transaction(tx -> tx.update(
                "INSERT INTO attempt (attempt_id, step_id, attempt, status, dispatch_id, node_id, result, evidence,"
                        + " error_code, error_message, started_at, finished_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                attempt.id(),
                attempt.stepId(),
                attempt.attempt(),
                Columns.name(attempt.status()),
                attempt.dispatchId(),
                attempt.nodeId(),
                Columns.json(attempt.result()),
                Columns.json(attempt.evidence()),
                Columns.code(attempt.error()),
                Columns.message(attempt.error()),
                Times.text(attempt.startedAt()),
                Times.text(attempt.finishedAt())));
    }

    public void update(AttemptRecord attempt) {
        database.transaction(tx -> tx.update(
                "UPDATE attempt SET status = ?, result = ?, evidence = ?, error_code = ?, error_message = ?,"
                        + " finished_at = ? WHERE attempt_id = ?",
                Columns.name(attempt.status()),
                Columns.json(attempt.result()),
                Columns.json(attempt.evidence()),
                Columns.code(attempt.error()),
                Columns.message(attempt.error()),
                Times.text(attempt.finishedAt()),
                attempt.id()));
    }

    private static RunRecord run(ResultSet row) throws SQLException {
        String blocked = row.getString("blocked_reason");
        return new RunRecord(
                row.getString("run_id"),
                row.getLong("sequence"),
                row.getString("conversation_key"),
                row.getString("agent_key"),
                row.getString("plan_id"),
                row.getString("request_id"),
                Columns.constant(RunStatus.class, row.getString("status")),
                row.getString("environment_id"),
                row.getString("requested_by"),
                terms(row),
                blocked == null ? null : Columns.constant(BlockedReason.class, blocked),
                row.getString("blocked_detail"),
                Columns.error(row),
                row.getInt("steps_count"),
                row.getInt("steps_done"),
                Times.require(row.getString("created_at")),
                Times.instant(row.getString("started_at")),
                Times.instant(row.getString("finished_at")),
                row.getString("held_by"),
                Times.instant(row.getString("waiting_since")),
                row.getLong("waited_ms"));
    }

    private static RunTerms terms(ResultSet row) throws SQLException {
        long duration = row.getLong("max_duration_ms");
        Long maxDurationMs = row.wasNull() ? null : (Long) duration;
        int attempts = row.getInt("max_attempts");
        Integer maxAttempts = row.wasNull() ? null : (Integer) attempts;
        return new RunTerms(
                maxDurationMs, maxAttempts, row.getString("on_takeover").equals("fail"), row.getString("dispatch_key"));
    }

    private static StepRecord step(ResultSet row) throws SQLException {
        String requested = row.getString("requested_args");
        String postcondition = row.getString("postcondition");
        return new StepRecord(
                row.getString("step_id"),
                row.getString("run_id"),
                row.getInt("step_index"),
                Columns.constant(StepStatus.class, row.getString("status")),
                row.getString("type"),
                Json.LENIENT.readValue(row.getString("args"), ObjectNode.class),
                row.getString("motivation"),
                row.getString("idempotency_key"),
                row.getString("environment_id"),
                row.getString("node_id"),
                row.getString("approval_id"),
                row.getLong("timeout_ms"),
                row.getInt("max_attempts"),
                Columns.error(row),
                Times.instant(row.getString("started_at")),
                Times.instant(row.getString("finished_at")),
                requested == null ? null : Json.LENIENT.readValue(requested, ObjectNode.class),
                postcondition == null ? null : Json.LENIENT.readValue(postcondition, ObjectNode.class));
    }

    private static AttemptRecord attempt(ResultSet row) throws SQLException {
        return new AttemptRecord(
                row.getString("attempt_id"),
                row.getString("step_id"),
                row.getInt("attempt"),
                Columns.constant(AttemptStatus.class, row.getString("status")),
                row.getString("dispatch_id"),
                row.getString("node_id"),
                Columns.tree(row.getString("result")),
                Columns.tree(row.getString("evidence")),
                Columns.error(row),
                Times.require(row.getString("started_at")),
                Times.instant(row.getString("finished_at")));
    }
}
