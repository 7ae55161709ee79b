package org.pilothouse.protocol.node;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code POST /nodes/{node}/capabilities/{cap}/actions/{action}/dispatch}. */
public final class Dispatch {
    /** The {@code task_id} of a dispatch that was refused before anything was sent. */
    public static final String NOT_DISPATCHED = "not-dispatched";

    private Dispatch() {}

    /**
     * @param input the operation's arguments without {@code op}
     * @param timeoutMs 1 to 600,000; the gateway's default is 30,000. It counts for waiting for approval too
     * @param byHand why a person does this themselves, where the policy would ask; ours
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Call(
            JsonNode input,
            @Nullable Long timeoutMs,
            @Nullable String byHand) {

        public Call(JsonNode input, @Nullable Long timeoutMs) {
            this(input, timeoutMs, null);
        }
    }

    /** Always HTTP 200; {@code ok} says how it went. */
    public record Outcome(
            String status,
            String taskId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String dispatchId,

            String nodeId,
            String capability,
            String actionName,
            boolean ok,
            PayloadSource payloadSource,
            @Nullable JsonNode payload,
            @Nullable Failure error) {}

    /** Which part of the node's answer {@code payload} is; evidence wins over a result. */
    public enum PayloadSource {
        RESULT,
        EVIDENCE,
        NONE
    }

    /**
     * @param code see {@link ErrorCode}
     */
    public record Failure(
            String code,
            String message,
            boolean retryable,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            JsonNode details) {}

    public enum ErrorCode {
        DISABLED_BY_OPERATOR,
        CAPABILITY_NOT_PAIRED,
        ACTION_NOT_SUPPORTED,
        INVALID_INPUT,
        CONSENT_DENIED,
        PERMISSION_DENIED,
        RUNTIME_UNAVAILABLE,
        DISPATCH_TIMEOUT,
        EXECUTION_FAILED,
        /** Ours: a rule of the policy forbids it. */
        POLICY_DENIED,
        /** Ours: a person was asked and did not decide yet; ask for the same again. */
        APPROVAL_PENDING,
        /** Ours: nobody decided in time. */
        APPROVAL_EXPIRED,
        /** Ours: a person has control of the desktop. */
        TAKEN_OVER,
        /** Ours: a person had control; look before you act. */
        LOOK_AGAIN;

        public String wire() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
