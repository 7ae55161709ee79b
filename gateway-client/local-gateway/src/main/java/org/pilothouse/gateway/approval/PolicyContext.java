package org.pilothouse.gateway.approval;

import java.util.Optional;
import org.pilothouse.gateway.policy.StepFacts;
import org.pilothouse.gateway.policy.Suggestions;
import org.pilothouse.gateway.policy.Verdict;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.policy.PolicyRule;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What an approval keeps of the policy that held its step, under {@code policy} of its context. */
public final class PolicyContext {
    private PolicyContext() {}

    public static ObjectNode of(Verdict verdict, StepFacts facts, String toolId) {
        PolicyRule rule = verdict.rule();
        ObjectNode policy = Json.LENIENT
                .createObjectNode()
                .put("rule_id", rule.ruleId())
                .put("rule", rule.reason() == null ? "" : rule.reason())
                .put("why", verdict.why());
        if (verdict.approvers() > 0) {
            policy.put("approvers", verdict.approvers());
            return policy; // what several people decide each time is not allowed for good by one
        }
        ArrayNode suggested = policy.putArray("suggested_overrides");
        for (Suggestions.Suggestion suggestion : Suggestions.of(facts)) {
            ObjectNode override = suggested
                    .addObject()
                    .put("tool_id", toolId)
                    .put("pattern", suggestion.pattern())
                    .put("words", suggestion.words());
            override.set("rule", Json.LENIENT.valueToTree(suggestion.rule()));
        }
        return policy;
    }

    static Optional<PolicyRule> suggested(JsonNode context, String pattern) {
        for (JsonNode override : context.path("policy").path("suggested_overrides")) {
            if (override.path("pattern").asString("").equals(pattern)) {
                return Optional.of(Json.LENIENT.treeToValue(override.path("rule"), PolicyRule.class));
            }
        }
        return Optional.empty();
    }

    static String ruleId(JsonNode context) {
        return context.path("policy").path("rule_id").asString("");
    }
}
