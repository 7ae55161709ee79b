package org.pilothouse.gateway.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.run.RunError;
import org.pilothouse.protocol.run.StepStatus;
import tools.jackson.databind.node.ObjectNode;

/**
 * A step as it is stored.
 *
 * @param args checked, with {@code op}; what an approver made of them, where one changed them
 * @param requestedArgs what was asked for, where an approver changed it
 * @param postcondition the arguments of a {@code wait_for} that has to be satisfied afterwards
 */
public record StepRecord(
        String id,
        String runId,
        int index,
        StepStatus status,
        String type,
        ObjectNode args,
        @Nullable String motivation,
        @Nullable String idempotencyKey,
        String environmentId,
        @Nullable String nodeId,
        @Nullable String approvalId,
        long timeoutMs,
        int maxAttempts,
        @Nullable RunError error,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable ObjectNode requestedArgs,
        @Nullable ObjectNode postcondition) {

    public String op() {
        return args.path("op").asString("");
    }

    public StepRecord running(String onNode, Instant at) {
        return with(StepStatus.RUNNING, onNode, approvalId, null, startedAt == null ? at : startedAt, null);
    }

    public StepRecord paused(@Nullable String onNode, String approval, Instant at) {
        return with(StepStatus.PAUSED, onNode, approval, null, startedAt == null ? at : startedAt, null);
    }

    public StepRecord finished(StepStatus how, @Nullable RunError why, Instant at) {
        return with(how, nodeId, approvalId, why, startedAt, at);
    }

    private StepRecord with(
            StepStatus newStatus,
            @Nullable String node,
            @Nullable String approval,
            @Nullable RunError newError,
            @Nullable Instant started,
            @Nullable Instant finished) {
        return new StepRecord(
                id,
                runId,
                index,
                newStatus,
                type,
                args,
                motivation,
                idempotencyKey,
                environmentId,
                node,
                approval,
                timeoutMs,
                maxAttempts,
                newError,
                started,
                finished,
                requestedArgs,
                postcondition);
    }
}
