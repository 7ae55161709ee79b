package org.pilothouse.gateway.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.control.DesktopInput;
import org.pilothouse.gateway.control.GatewayException;
import org.pilothouse.protocol.run.StepAction;
import org.pilothouse.protocol.run.WorkflowStart;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a workflow may be. Whoever sends another one is told which member is wrong. */
final class RunRules {
    static final int MAX_STEPS = 500;
    private static final int MAX_MOTIVATION = 2000;
    private static final int MAX_ID = 200;
    private static final long DEFAULT_TIMEOUT_MS = 60_000;
    private static final long MAX_TIMEOUT_MS = 600_000;
    private static final int MAX_ATTEMPTS = 10;
    private static final int POSTCONDITION_MS = 5_000;
    private static final long MAX_DURATION_MS = 7L * 24 * 3600 * 1000;
    private static final String PART = "[^:\\p{Cntrl}]{1,128}";
    private static final Pattern CONVERSATION = Pattern.compile("agent:" + PART + ":(main|dm:" + PART + "|" + PART
            + ":dm:" + PART + "|" + PART + ":" + PART + ":(dm|group|channel):" + PART + ")");
    private static final Set<String> OTHER_TYPES = Set.of(
            "Research",
            "Decide",
            "Llm",
            "Web",
            "Browser",
            "IOS",
            "Android",
            "Filesystem",
            "CLI",
            "Http",
            "Mcp",
            "Node",
            "Message",
            "Pay",
            "Store",
            "Watch",
            "Confirm");

    private RunRules() {}

    /**
     * A step that may be stored.
     *
     * @param environment as it was named; null for none
     */
    record CheckedStep(
            ObjectNode args,
            @Nullable String motivation,
            @Nullable String idempotencyKey,
            @Nullable String environment,
            long timeoutMs,
            int maxAttempts,
            @Nullable ObjectNode postcondition) {}

    @SuppressWarnings({"NullAway", "ConstantValue"}) // a record filled by Jackson
    static List<CheckedStep> check(WorkflowStart start) {
        if (start.conversationKey() == null
                || !CONVERSATION.matcher(start.conversationKey()).matches()) {
            throw GatewayException.invalid(
                    "conversation_key",
                    "conversation_key must look like agent:default:main or"
                            + " agent:default:<channel>:<account>:channel:<id>");
        }
        id("plan_id", start.planId());
        id("request_id", start.requestId());
        if (start.budgets() != null) {
            WorkflowStart.Budgets budgets = start.budgets();
            range("budgets.max_duration_ms", budgets.maxDurationMs(), 1, MAX_DURATION_MS);
            range("budgets.max_usd_micros", budgets.maxUsdMicros(), 0, Long.MAX_VALUE);
            range("budgets.max_total_tokens", budgets.maxTotalTokens(), 0, Long.MAX_VALUE);
            range("budgets.max_attempts", wide(budgets.maxAttempts()), 1, MAX_STEPS * (long) MAX_ATTEMPTS);
        }
        if (start.steps() == null || start.steps().isEmpty()) {
            throw GatewayException.invalid("steps", "steps must hold at least one step");
        }
        if (start.steps().size() > MAX_STEPS) {
            throw GatewayException.invalid("steps", "a run has at most " + MAX_STEPS + " steps");
        }
        List<CheckedStep> checked = new ArrayList<>();
        for (int i = 0; i < start.steps().size(); i++) {
            checked.add(check("steps[" + i + "]", start.steps().get(i)));
        }
        return checked;
    }

    /** The second part of a conversation's key. */
    static String agentKey(String conversationKey) {
        return conversationKey.split(":", 3)[1];
    }

    @SuppressWarnings({"NullAway", "ConstantValue"}) // a record filled by Jackson
    private static CheckedStep check(String path, WorkflowStart.Step step) {
        if (step == null) {
            throw GatewayException.invalid(path, path + " must be an object");
        }
        type(path + ".type", step.type());
        if (step.motivation() != null && step.motivation().length() > MAX_MOTIVATION) {
            throw GatewayException.invalid(
                    path + ".motivation", path + ".motivation must be at most " + MAX_MOTIVATION + " characters");
        }
        id(path + ".idempotency_key", step.idempotencyKey());
        range(path + ".timeout_ms", step.timeoutMs(), 1, MAX_TIMEOUT_MS);
        range(path + ".max_attempts", wide(step.maxAttempts()), 1, MAX_ATTEMPTS);
        return new CheckedStep(
                DesktopInput.step(path + ".args", step.args()),
                step.motivation(),
                step.idempotencyKey(),
                step.environment(),
                step.timeoutMs() == null ? DEFAULT_TIMEOUT_MS : step.timeoutMs(),
                step.maxAttempts() == null ? 1 : step.maxAttempts(),
                postcondition(path + ".postcondition", step.postcondition()));
    }

    private static @Nullable Long wide(@Nullable Integer number) {
        return number == null ? null : number.longValue();
    }

    /** Something to wait for afterwards; short, as it should be so already. */
    private static @Nullable ObjectNode postcondition(String path, @Nullable JsonNode given) {
        if (given == null || given.isNull()) {
            return null;
        }
        if (!(given instanceof ObjectNode object)) {
            throw GatewayException.invalid(path, path + " must be an object: the arguments of a wait_for");
        }
        ObjectNode wait = object.deepCopy();
        if (!wait.path("op").asString("wait_for").equals("wait_for")) {
            throw GatewayException.invalid(path + ".op", path + ".op must be wait_for");
        }
        wait.put("op", "wait_for");
        if (!wait.has("timeout_ms")) {
            wait.put("timeout_ms", POSTCONDITION_MS);
        }
        return DesktopInput.step(path, wait);
    }

    private static void type(String path, @Nullable String type) {
        if (StepAction.DESKTOP.equals(type)) {
            return;
        }
        throw GatewayException.invalid(
                path,
                type != null && OTHER_TYPES.contains(type)
                        ? "this gateway runs steps of type Desktop only, not " + type
                        : path + " must be Desktop");
    }

    private static void id(String path, @Nullable String id) {
        if (id != null && (id.isBlank() || id.length() > MAX_ID)) {
            throw GatewayException.invalid(path, path + " must be 1 to " + MAX_ID + " characters");
        }
    }

    private static void range(String path, @Nullable Long value, long min, long max) {
        if (value != null && (value < min || value > max)) {
            throw GatewayException.invalid(path, path + " must be between " + min + " and " + max);
        }
    }
}
