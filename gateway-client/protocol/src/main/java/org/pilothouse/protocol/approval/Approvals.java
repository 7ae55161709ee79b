package org.pilothouse.protocol.approval;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Bodies of requests and answers about approvals. */
public final class Approvals {
    private Approvals() {}

    /**
     * {@code GET /approvals}, newest first.
     *
     * @param nextCursor ours; absent on the last page
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Page(List<Approval> approvals, @Nullable String nextCursor) {}

    /** {@code GET /approvals/{id}}. */
    public record One(Approval approval) {}

    /** Answer of {@code POST /approvals/{id}/respond}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Responded(Approval approval, @Nullable JsonNode createdOverrides) {}

    public enum Decision {
        APPROVED,
        DENIED
    }

    /**
     * {@code POST /approvals/{id}/respond}.
     *
     * @param reason at most 2000 characters; a Pilothouse gateway wants one for a denial
     * @param mode {@code once} (default), or {@code always}, which takes overrides
     * @param overrides some of the {@code suggested_overrides} of the approval's context, by tool and pattern
     * @param args what shall be done instead of what was asked for: the same operation at the same target; ours
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Respond(
            Decision decision,
            @Nullable String reason,
            @Nullable String mode,
            @Nullable JsonNode overrides,
            @Nullable JsonNode args) {

        public Respond(
                Decision decision, @Nullable String reason, @Nullable String mode, @Nullable JsonNode overrides) {
            this(decision, reason, mode, overrides, null);
        }

        public static Respond of(Decision decision, @Nullable String reason) {
            return new Respond(decision, reason, null, null, null);
        }
    }

    /**
     * {@code POST /approvals/respond}, ours: one answer to several, each decided by itself.
     *
     * @param approvalIds 1 to 100, none twice
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RespondMany(
            List<String> approvalIds,
            Decision decision,
            @Nullable String reason) {}

    /** Answer of {@code POST /approvals/respond}, in the order of the request. */
    public record RespondedMany(List<Result> results) {}

    /**
     * What became of one.
     *
     * @param approval as it stands now; absent where there is none
     * @param error why this answer did not decide it; absent where it did
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Result(
            String approvalId,
            @Nullable Approval approval,
            @Nullable Failure error) {}

    /** A refusal among results. */
    public record Failure(String code, String message) {}
}
