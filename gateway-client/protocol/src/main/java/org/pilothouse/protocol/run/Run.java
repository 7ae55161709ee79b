package org.pilothouse.protocol.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.environment.ControlLease;

/**
 * One execution of a list of steps.
 *
 * @param environmentId the default environment of its steps
 * @param blockedReason what a paused run waits for; {@code blockedDetail} is the approval's id where it is an approval
 * @param stepsDone how many steps are final
 * @param requestedBy who started it
 * @param takeovers who had control of its desktops while it lasted; absent in lists and events
 * @param steps absent in lists and events
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Run(
        String workflowRunId,
        String conversationKey,
        @Nullable String agentKey,
        @Nullable String planId,
        @Nullable String requestId,
        RunStatus status,
        @Nullable String environmentId,
        @Nullable String environmentLabel,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable BlockedReason blockedReason,
        @Nullable String blockedDetail,
        @Nullable RunError error,
        int stepsCount,
        int stepsDone,
        @Nullable String requestedBy,
        @Nullable List<RunStep> steps,
        @Nullable List<ControlLease> takeovers) {

    public Run withSteps(@Nullable List<RunStep> others) {
        return new Run(
                workflowRunId,
                conversationKey,
                agentKey,
                planId,
                requestId,
                status,
                environmentId,
                environmentLabel,
                createdAt,
                startedAt,
                finishedAt,
                blockedReason,
                blockedDetail,
                error,
                stepsCount,
                stepsDone,
                requestedBy,
                others,
                takeovers);
    }
}
