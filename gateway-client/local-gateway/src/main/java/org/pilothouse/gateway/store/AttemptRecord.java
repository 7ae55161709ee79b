package org.pilothouse.gateway.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.run.AttemptStatus;
import org.pilothouse.protocol.run.RunError;
import tools.jackson.databind.JsonNode;

/**
 * An attempt as it is stored.
 *
 * @param attempt from 1
 * @param dispatchId of the task; null where nothing was to be sent
 * @param result with artifacts in the place of what is large
 */
public record AttemptRecord(
        String id,
        String stepId,
        int attempt,
        AttemptStatus status,
        @Nullable String dispatchId,
        @Nullable String nodeId,
        @Nullable JsonNode result,
        @Nullable JsonNode evidence,
        @Nullable RunError error,
        Instant startedAt,
        @Nullable Instant finishedAt) {

    public AttemptRecord finished(
            AttemptStatus how,
            @Nullable JsonNode newResult,
            @Nullable JsonNode newEvidence,
            @Nullable RunError why,
            Instant at) {
        return new AttemptRecord(
                id, stepId, attempt, how, dispatchId, nodeId, newResult, newEvidence, why, startedAt, at);
    }
}
