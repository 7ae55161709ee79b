package org.pilothouse.gateway.run;

import java.time.Instant;
import java.util.UUID;
import org.pilothouse.gateway.store.ApprovalRecord;
import org.pilothouse.gateway.store.AttemptRecord;
import org.pilothouse.gateway.store.RunRecord;
import org.pilothouse.gateway.store.RunTerms;
import org.pilothouse.gateway.store.StepRecord;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.approval.ApprovalKind;
import org.pilothouse.protocol.approval.ApprovalStatus;
import org.pilothouse.protocol.run.AttemptStatus;
import org.pilothouse.protocol.run.RunError;
import org.pilothouse.protocol.run.RunStatus;
import org.pilothouse.protocol.run.StepStatus;
import tools.jackson.databind.node.ObjectNode;

/** Records as tests need them. */
final class Records {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    static final String ACT =
            "{\"op\":\"act\",\"target\":{\"kind\":\"a11y\",\"name\":\"A11y Smoke\"},\"action\":{\"kind\":\"focus\"}}";
    static final String QUERY = "{\"op\":\"query\",\"selector\":{\"kind\":\"a11y\",\"name\":\"A11y Smoke\"}}";

    private Records() {}

    static RunRecord run(String id, int steps) {
        return new RunRecord(
                id,
                0,
                "agent:default:main",
                "default",
                "p",
                "q",
                RunStatus.QUEUED,
                "e1",
                "tester",
                RunTerms.PLAIN,
                null,
                null,
                null,
                steps,
                0,
                NOW,
                null,
                null,
                null,
                null,
                0);
    }

    static StepRecord step(String runId, int index, String args, int maxAttempts) {
        return new StepRecord(
                runId + "-s" + index,
                runId,
                index,
                StepStatus.QUEUED,
                "Desktop",
                (ObjectNode) Json.LENIENT.readTree(args),
                null,
                null,
                "e1",
                null,
                null,
                60_000,
                maxAttempts,
                null,
                null,
                null,
                null,
                null);
    }

    static StepRecord keyed(StepRecord s) {
        return new StepRecord(
                s.id(),
                s.runId(),
                s.index(),
                s.status(),
                s.type(),
                s.args(),
                s.motivation(),
                "key",
                s.environmentId(),
                s.nodeId(),
                s.approvalId(),
                s.timeoutMs(),
                s.maxAttempts(),
                s.error(),
                s.startedAt(),
                s.finishedAt(),
                s.requestedArgs(),
                s.postcondition());
    }

    static AttemptRecord attempt(StepRecord step, int number, AttemptStatus status, String errorCode) {
        return new AttemptRecord(
                step.id() + "-a" + number,
                step.id(),
                number,
                status,
                UUID.randomUUID().toString(),
                "dev_a",
                null,
                null,
                errorCode == null ? null : new RunError(errorCode, "why"),
                NOW,
                status == AttemptStatus.RUNNING ? null : NOW);
    }

    static ApprovalRecord approval(StepRecord step, ApprovalKind kind, int attempt, ApprovalStatus status) {
        String id = UUID.randomUUID().toString();
        return new ApprovalRecord(
                id,
                0,
                "key-" + id,
                kind,
                status,
                "p",
                "m",
                Json.LENIENT.createObjectNode(),
                "agent:default:main",
                step.runId(),
                step.id(),
                attempt,
                "e1",
                "token-" + id,
                NOW,
                NOW.plusSeconds(600),
                null);
    }
}
