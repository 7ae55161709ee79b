package org.pilothouse.protocol.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One step of a run.
 *
 * @param stepIndex from 0
 * @param motivation why the agent wants it, in its own words; not to be trusted
 * @param approvalId of the latest approval that this step waited or waits for
 * @param timeoutMs for each attempt
 * @param maxAttempts how often it is tried before it fails
 * @param attempts oldest first
 * @param requestedArgs what was asked for, where an approver changed it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunStep(
        String workflowRunStepId,
        int stepIndex,
        StepStatus status,
        StepAction action,
        @Nullable String motivation,
        @Nullable String environmentId,
        @Nullable String environmentLabel,
        @Nullable String nodeId,
        @Nullable String approvalId,
        @Nullable RunError error,
        long timeoutMs,
        int maxAttempts,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        List<Attempt> attempts,
        @Nullable JsonNode requestedArgs) {

    @SuppressWarnings({"NullAway", "ConstantValue"}) // Jackson passes null where a member is missing
    public RunStep {
        attempts = attempts == null ? List.of() : List.copyOf(attempts);
    }
}
