package org.pilothouse.gateway.approval;

import org.pilothouse.protocol.approval.ApprovalKind;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something to be decided.
 *
 * @param kind {@code WORKFLOW_STEP}, {@code RETRY} or {@code TAKEOVER}
 * @param prompt one line
 * @param motivation why it is held
 * @param attempt the attempt that it is about
 * @param fence of the takeover that it follows; 0 for none
 */
public record NewApproval(
        ApprovalKind kind,
        String prompt,
        String motivation,
        ObjectNode context,
        String conversationKey,
        String runId,
        String stepId,
        int stepIndex,
        int attempt,
        long fence,
        String environmentId) {

    /** The same question asked again, after a crash for instance, has the same key. */
    String key() {
        return "workflow:" + runId + ":step:" + stepIndex + ":"
                + switch (kind) {
                    case RETRY -> "retry:" + attempt;
                    case TAKEOVER -> "takeover:" + fence;
                    default -> "policy";
                };
    }
}
