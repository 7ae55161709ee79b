package org.pilothouse.gateway.store;

import java.time.Duration;
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
 * @param heldBy who paused it by hand; null while nobody does
 * @param waitingSince since when it waits for a person; null while it does not
 * @param waitedMs how long it waited for people before
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
        RunTerms terms,
        @Nullable BlockedReason blockedReason,
        @Nullable String blockedDetail,
        @Nullable RunError error,
        int stepsCount,
        int stepsDone,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String heldBy,
        @Nullable Instant waitingSince,
        long waitedMs) {

    public RunRecord running(Instant at) {
        return with(RunStatus.RUNNING, null, null, null, stepsDone, startedAt == null ? at : startedAt, null, heldBy)
                .waiting(null, waited(at));
    }

    public RunRecord paused(BlockedReason reason, String detail, Instant at) {
        return with(RunStatus.PAUSED, reason, detail, null, stepsDone, startedAt, null, heldBy)
                .waiting(waitingSince == null ? at : waitingSince, waitedMs);
    }

    /** Not begun, and to be looked at again. */
    public RunRecord queuedAgain(Instant at) {
        return with(RunStatus.QUEUED, null, null, null, stepsDone, startedAt, null, heldBy)
                .waiting(null, waited(at));
    }

    public RunRecord heldBy(@Nullable String who) {
        return with(status, blockedReason, blockedDetail, error, stepsDone, startedAt, finishedAt, who);
    }

    public RunRecord finished(RunStatus how, @Nullable RunError why, int done, Instant at) {
        return with(how, null, null, why, done, startedAt, at, null).waiting(null, waited(at));
    }

    public RunRecord withStepsDone(int done) {
        return with(status, blockedReason, blockedDetail, error, done, startedAt, finishedAt, heldBy);
    }

    private long waited(Instant at) {
        return waitedMs
                + (waitingSince == null
                        ? 0
                        : Math.max(0, Duration.between(waitingSince, at).toMillis()));
    }

    /** How long it worked, without the time that it waited for people. */
    public Duration worked(Instant now) {
        return startedAt == null
                ? Duration.ZERO
                : Duration.between(startedAt, now).minusMillis(waited(now));
    }

    private RunRecord waiting(@Nullable Instant since, long before) {
        return copy(
                status, blockedReason, blockedDetail, error, stepsDone, startedAt, finishedAt, heldBy, since, before);
    }

    private RunRecord with(
            RunStatus newStatus,
            @Nullable BlockedReason reason,
            @Nullable String detail,
            @Nullable RunError newError,
            int done,
            @Nullable Instant started,
            @Nullable Instant finished,
            @Nullable String holder) {
        return copy(newStatus, reason, detail, newError, done, started, finished, holder, waitingSince, waitedMs);
    }

    private RunRecord copy(
            RunStatus newStatus,
            @Nullable BlockedReason reason,
            @Nullable String detail,
            @Nullable RunError newError,
            int done,
            @Nullable Instant started,
            @Nullable Instant finished,
            @Nullable String holder,
            @Nullable Instant since,
            long before) {
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
                terms,
                reason,
                detail,
                newError,
                stepsCount,
                done,
                createdAt,
                started,
                finished,
                holder,
                since,
                before);
    }
}
