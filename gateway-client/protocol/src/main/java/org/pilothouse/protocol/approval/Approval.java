package org.pilothouse.protocol.approval;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.node.Pairing.ManagedDesktop;
import org.pilothouse.protocol.review.ReviewEntry;
import tools.jackson.databind.JsonNode;

/**
 * Something that a person is to decide, or did. {@link DesktopAsk} reads what a desktop step wants.
 *
 * @param prompt one line
 * @param motivation why it was held
 * @param context free; may hold prompts and a resume token, so it is never logged
 * @param expiresAt when nobody can decide it any more; null where it waits for ever
 * @param latestReview who decided, where it is decided
 * @param reviews oldest first; of the single GET only
 * @param managedDesktop the environment that it is about
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Approval(
        String approvalId,
        String approvalKey,
        @Nullable String agentId,
        ApprovalKind kind,
        ApprovalStatus status,
        String prompt,
        @Nullable String motivation,
        @Nullable JsonNode context,
        @Nullable ApprovalScope scope,
        Instant createdAt,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Instant expiresAt,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable ReviewEntry latestReview,
        @Nullable List<ReviewEntry> reviews,
        @Nullable ManagedDesktop managedDesktop) {

    @Override
    public String toString() {
        return "Approval[" + approvalId + ", " + kind + ", " + status + "]";
    }
}
