package org.pilothouse.protocol.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * {@code POST /workflow/start}.
 *
 * @param conversationKey such as {@code agent:default:main} or {@code agent:default:manual:default:channel:desktop-sandbox}
 * @param environment id or label of the environment that steps use which name none; ours
 * @param budgets {@code max_duration_ms} ends a run that takes longer, {@code max_attempts} one that tries more often
 * @param onTakeover what the run does while a person has control of its desktop: {@code wait} (default) or {@code fail};
 *     ours
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkflowStart(
        String conversationKey,
        @Nullable String planId,
        @Nullable String requestId,
        @Nullable String environment,
        List<Step> steps,
        @Nullable Budgets budgets,
        @Nullable OnTakeover onTakeover) {

    /** A run that waits during a takeover. */
    public WorkflowStart(
            String conversationKey,
            @Nullable String planId,
            @Nullable String requestId,
            @Nullable String environment,
            List<Step> steps,
            @Nullable Budgets budgets) {
        this(conversationKey, planId, requestId, environment, steps, budgets, null);
    }

    public enum OnTakeover {
        WAIT,
        FAIL
    }

    public static WorkflowStart of(String conversationKey, @Nullable String environment, List<Step> steps) {
        return new WorkflowStart(conversationKey, null, null, environment, steps, null, null);
    }

    /**
     * @param type {@code Desktop}
     * @param args a {@code DesktopOp}
     * @param postcondition the arguments of a {@code wait_for} that has to be satisfied afterwards; ours
     * @param idempotencyKey says that the step may be repeated without harm
     * @param timeoutMs for each attempt, 1 to 600,000, default 60,000; ours
     * @param maxAttempts 1 to 10, default 1; ours
     * @param environment id or label; ours
     * @param motivation why, for the approver; at most 2000 characters; ours
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Step(
            String type,
            JsonNode args,
            @Nullable JsonNode postcondition,
            @Nullable String idempotencyKey,
            @Nullable Long timeoutMs,
            @Nullable Integer maxAttempts,
            @Nullable String environment,
            @Nullable String motivation) {

        public static Step desktop(JsonNode args, @Nullable String motivation) {
            return new Step(StepAction.DESKTOP, args, null, null, null, null, null, motivation);
        }
    }

    /**
     * @param maxDurationMs without the time that the run waits for people
     * @param maxUsdMicros kept within: what a desktop does costs nothing
     * @param maxTotalTokens kept within as well
     * @param maxAttempts of all steps together; ours
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Budgets(
            @Nullable Long maxDurationMs,
            @Nullable Long maxUsdMicros,
            @Nullable Long maxTotalTokens,
            @Nullable Integer maxAttempts) {}
}
