package org.pilothouse.protocol.run;

/**
 * Why a run, step or attempt did not succeed.
 *
 * @param code one of the constants here; others may come from other gateways
 * @param message one sentence for a person
 */
public record RunError(String code, String message) {
    public static final String ENVIRONMENT_NOT_RUNNING = "environment_not_running";
    public static final String NODE_NOT_CONNECTED = "node_not_connected";
    /** The node went away while it had the task; it may have done it. */
    public static final String NODE_LOST = "node_lost";

    public static final String TARGET_NOT_FOUND = "target_not_found";
    public static final String TARGET_AMBIGUOUS = "target_ambiguous";
    /** What was approved is not what is there now. */
    public static final String TARGET_CHANGED = "target_changed";

    /** A person has control of the desktop. */
    public static final String TAKEN_OVER = "taken_over";

    public static final String POLICY_DENIED = "policy_denied";
    public static final String APPROVAL_DENIED = "approval_denied";
    public static final String APPROVAL_EXPIRED = "approval_expired";
    public static final String TIMEOUT = "timeout";
    /** The node answered with something that is no result of this operation. */
    public static final String INVALID_RESULT = "invalid_result";

    public static final String EXECUTION_FAILED = "execution_failed";
    /** The gateway ended while the attempt ran. */
    public static final String INTERRUPTED = "interrupted";

    /** The run tried more than its budget allows. */
    public static final String BUDGET_EXCEEDED = "budget_exceeded";
    /** The step was done, and what should be so afterwards is not. */
    public static final String POSTCONDITION_FAILED = "postcondition_failed";

    public static final String CANCELLED = "cancelled";
    /** No room is left for artifacts. */
    public static final String QUOTA_EXCEEDED = "quota_exceeded";
}
