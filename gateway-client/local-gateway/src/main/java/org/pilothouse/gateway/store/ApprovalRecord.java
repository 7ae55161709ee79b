package org.pilothouse.gateway.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.approval.ApprovalKind;
import org.pilothouse.protocol.approval.ApprovalStatus;
import tools.jackson.databind.JsonNode;

/**
 * An approval as it is stored.
 *
 * @param sequence its place in the order of creation; 0 before it is stored
 * @param attempt the attempt that it is about
 */
public record ApprovalRecord(
        String id,
        long sequence,
        String key,
        ApprovalKind kind,
        ApprovalStatus status,
        String prompt,
        String motivation,
        JsonNode context,
        String conversationKey,
        String runId,
        String stepId,
        int attempt,
        String environmentId,
        String resumeToken,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant decidedAt) {

    public ApprovalRecord decided(ApprovalStatus how, Instant at) {
        return new ApprovalRecord(
                id,
                sequence,
                key,
                kind,
                how,
                prompt,
                motivation,
                context,
                conversationKey,
                runId,
                stepId,
                attempt,
                environmentId,
                resumeToken,
                createdAt,
                expiresAt,
                at);
    }

    @Override
    public String toString() {
        return "ApprovalRecord[" + id + ", " + kind + ", " + status + "]";
    }
}
