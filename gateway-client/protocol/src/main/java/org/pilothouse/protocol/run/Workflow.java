package org.pilothouse.protocol.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** The other bodies of {@code /workflow}. */
public final class Workflow {
    private Workflow() {}

    /** Answer of {@code POST /workflow/start}. */
    public record Started(
            String status,
            String workflowRunId,
            String planId,
            String requestId,
            String conversationKey,
            int stepsCount) {}

    /**
     * {@code POST /workflow/resume}.
     *
     * @param token the {@code resume_token} of an approval's context
     */
    public record Resume(String token) {}

    /** Answer of {@code POST /workflow/resume}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Resumed(
            String status, String workflowRunId, @Nullable Boolean resumed) {}

    /** {@code POST /workflow/cancel}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Cancel(String workflowRunId, @Nullable String reason) {}

    /**
     * Answer of {@code POST /workflow/cancel}.
     *
     * @param cancelled false where the run had ended already
     */
    public record Cancelled(String status, String workflowRunId, boolean cancelled) {}
}
