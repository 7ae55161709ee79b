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
     * @param mode {@code once} (default); {@code always} is Tyrum's
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Respond(
            Decision decision,
            @Nullable String reason,
            @Nullable String mode,
            @Nullable JsonNode overrides) {

        public static Respond of(Decision decision, @Nullable String reason) {
            return new Respond(decision, reason, null, null);
        }
    }
}
