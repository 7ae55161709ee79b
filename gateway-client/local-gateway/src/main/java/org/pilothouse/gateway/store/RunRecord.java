package org.pilothouse.gateway.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.run.BlockedReason;
import org.pilothouse.protocol.run.RunError;
import org.pilothouse.protocol.run.RunStatus;

/**
 * A run as it is stored.
 *
 * @param sequence its place in the order of creation; 0 before it is stored
 * @param environmentId where its steps happen, if they all happen in one place
 */
public record RunRecord(
        String id,
        long sequence,
        String conversationKey,
        @Nullable String agentKey,
        String planId,
        String requestId,
        RunStatus status,
        @Nullable String environmentId,
        String requestedBy,
        @Nullable Long maxDurationMs,
        @Nullable BlockedReason blockedReason,
        @Nullable String blockedDetail,
        @Nullable RunError error,
        int stepsCount,
        int stepsDone,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    public RunRecord running(Instant at) {
        return with(RunStatus.RUNNING, null, null, null, stepsDone, startedAt == null ? at : startedAt, null);
    }

    public RunRecord paused(BlockedReason reason, String detail) {
        return with(RunStatus.PAUSED, reason, detail, null, stepsDone, startedAt, null);
    }

    public RunRecord finished(RunStatus how, @Nullable RunError why, int done, Instant at) {
        return with(how, null, null, why, done, startedAt, at);
    }

    public RunRecord withStepsDone(int done) {
        return with(status, blockedReason, blockedDetail, error, done, startedAt, finishedAt);
    }

    private RunRecord with(
            RunStatus newStatus,
            @Nullable BlockedReason reason,
            @Nullable String detail,
            @Nullable RunError newError,
            int done,
            @Nullable Instant started,
            @Nullable Instant finished) {
        return new RunRecord(
                id,
                sequence,
                conversationKey,
                agentKey,
                planId,
                requestId,
                newStatus,
                environmentId,
                requestedBy,
                maxDurationMs,
                reason,
                detail,
                newError,
                stepsCount,
                done,
                createdAt,
                started,
                finished);
    }
}
