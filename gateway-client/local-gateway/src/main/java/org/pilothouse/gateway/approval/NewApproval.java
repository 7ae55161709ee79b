package org.pilothouse.gateway.approval;

import org.pilothouse.protocol.approval.ApprovalKind;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something to be decided.
 *
 * @param kind {@code WORKFLOW_STEP} or {@code RETRY}
 * @param prompt one line
 * @param motivation why it is held
 * @param attempt the attempt that it is about
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
        String environmentId) {

    /** The same question asked again, after a crash for instance, has the same key. */
    String key() {
        return "workflow:" + runId + ":step:" + stepIndex + ":"
                + (kind == ApprovalKind.RETRY ? "retry:" + attempt : "policy");
    }
}
