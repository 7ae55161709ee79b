package org.pilothouse.protocol.approval;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What an approval belongs to.
 *
 * @param workflowRunId ours; Tyrum tells the step only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ApprovalScope(
        @Nullable String conversationKey,
        @Nullable String turnId,
        @Nullable String turnItemId,
        @Nullable String workflowRunId,
        @Nullable String workflowRunStepId,
        @Nullable String workItemId,
        @Nullable String workItemTaskId) {}
