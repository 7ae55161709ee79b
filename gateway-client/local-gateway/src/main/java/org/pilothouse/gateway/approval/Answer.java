package org.pilothouse.gateway.approval;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.control.DesktopInput;
import org.pilothouse.gateway.control.GatewayException;
import org.pilothouse.gateway.store.ApprovalRecord;
import org.pilothouse.protocol.approval.ApprovalStatus;
import org.pilothouse.protocol.approval.Approvals.Decision;
import org.pilothouse.protocol.approval.Approvals.Respond;
import org.pilothouse.protocol.policy.PolicyRule;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer to one approval that makes sense.
 *
 * @param args what shall be done instead; null where it is what was asked for
 * @param rules that the answer makes
 */
record Answer(
        ApprovalStatus wanted,
        @Nullable String reason,
        @Nullable ObjectNode args,
        List<PolicyRule> rules) {
    private static final int MAX_REASON = 2000;

    /** What can be said of the words alone. */
    @SuppressWarnings({"NullAway", "ConstantValue"}) // a record filled by Jackson
    static void check(Respond answer) {
        if (answer.decision() == null) {
            throw GatewayException.invalid("decision", "decision must be approved or denied");
        }
        boolean always = "always".equals(answer.mode());
        if (answer.mode() != null && !always && !answer.mode().equals("once")) {
            throw GatewayException.invalid("mode", "mode must be once or always");
        }
        String reason = answer.reason();
        boolean denied = answer.decision() == Decision.DENIED;
        if (denied && (reason == null || reason.isBlank())) {
            throw GatewayException.invalid("reason", "reason is required to deny; the agent is told it");
        }
        if (reason != null && reason.length() > MAX_REASON) {
            throw GatewayException.invalid("reason", "reason must be at most " + MAX_REASON + " characters");
        }
        if (denied && always) {
            throw GatewayException.invalid("mode", "mode always goes with approved; forbid something by a rule");
        }
        if (denied && present(answer.args())) {
            throw GatewayException.invalid("args", "args go with approved");
        }
        if (always && present(answer.args())) {
            throw GatewayException.invalid("args", "args cannot be changed for good; approve the change once");
        }
        boolean overrides = present(answer.overrides());
        if (always != overrides) {
            throw GatewayException.invalid(
                    "overrides",
                    always
                            ? "overrides must name some of the approval's suggested_overrides by tool_id and pattern"
                            : "overrides go with mode always");
        }
    }

    private static boolean present(@Nullable JsonNode node) {
        return node != null && !node.isNull();
    }

    /** The answer to this approval. */
    static Answer to(ApprovalRecord record, Respond answer) {
        return new Answer(
                answer.decision() == Decision.APPROVED ? ApprovalStatus.APPROVED : ApprovalStatus.DENIED,
                answer.reason(),
                present(answer.args()) ? changed(record, answer.args()) : null,
                present(answer.overrides()) ? rules(record, answer.overrides()) : List.of());
    }

    /** Something else may be done, at the place that the approver saw. */
    private static @Nullable ObjectNode changed(ApprovalRecord record, @Nullable JsonNode given) {
        JsonNode asked = record.context().path("args");
        if (needed(record) > 0) {
            throw GatewayException.invalid(
                    "args", "several people approve this, so it cannot be changed by one; deny it and say what to ask");
        }
        if (!(given instanceof ObjectNode object)) {
            throw GatewayException.invalid("args", "args must be an object");
        }
        ObjectNode wanted = object.deepCopy();
        if (!wanted.path("op").isMissingNode() && !wanted.path("op").equals(asked.path("op"))) {
            throw GatewayException.invalid(
                    "args.op", "args.op must stay " + asked.path("op").asString(""));
        }
        wanted.set("op", asked.path("op"));
        if (!wanted.path("target").equals(asked.path("target"))) {
            throw GatewayException.invalid(
                    "args.target", "args.target must stay as it is: the picture shows that one and no other");
        }
        ObjectNode checked = DesktopInput.step("args", wanted);
        return checked.equals(asked) ? null : checked;
    }

    private static List<PolicyRule> rules(ApprovalRecord record, @Nullable JsonNode overrides) {
        if (needed(record) > 0) {
            throw GatewayException.invalid("mode", "the rule that asked wants several people to approve each time");
        }
        if (overrides == null || !overrides.isArray() || overrides.isEmpty() || overrides.size() > 10) {
            throw GatewayException.invalid("overrides", "overrides must be a list of 1 to 10");
        }
        List<PolicyRule> rules = new ArrayList<>();
        for (int i = 0; i < overrides.size(); i++) {
            String path = "overrides[" + i + "]";
            JsonNode override = overrides.get(i);
            if (!override.isObject()) {
                throw GatewayException.invalid(path, path + " must be an object");
            }
            JsonNode pattern = override.path("pattern");
            if (!override.path("tool_id").equals(record.context().path("tool_id"))) {
                throw GatewayException.invalid(
                        path + ".tool_id",
                        path + ".tool_id must be "
                                + record.context().path("tool_id").asString(""));
            }
            rules.add(PolicyContext.suggested(record.context(), pattern.isString() ? pattern.asString() : "")
                    .orElseThrow(() -> GatewayException.invalid(
                            path + ".pattern", path + ".pattern must be one of the approval's suggested_overrides")));
        }
        return rules;
    }

    /** How many people other than who asked have to approve; 0 where anybody may. */
    static int needed(ApprovalRecord record) {
        return record.context().path("policy").path("approvers").asInt(0);
    }
}
