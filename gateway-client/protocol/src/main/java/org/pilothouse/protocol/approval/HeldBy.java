package org.pilothouse.protocol.approval;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What an approval's context tells of the rule that held it. What is missing or of another type reads as absent.
 *
 * @param approvers how many people other than who asked have to approve; 0 where anybody may
 * @param suggestions what "approve always" may mean, the narrowest first
 */
public record HeldBy(int approvers, List<Suggestion> suggestions) {

    public HeldBy {
        suggestions = List.copyOf(suggestions);
    }

    /**
     * @param pattern names it, together with the tool
     * @param words what would be allowed; Tyrum has none
     */
    public record Suggestion(String toolId, String pattern, String words) {

        /** As {@code overrides} of an answer. */
        public JsonNode override() {
            return JsonNodeFactory.instance.objectNode().put("tool_id", toolId).put("pattern", pattern);
        }
    }

    public static HeldBy from(Approval approval) {
        JsonNode policy = approval.context() == null
                ? JsonNodeFactory.instance.missingNode()
                : approval.context().path("policy");
        List<Suggestion> suggestions = new ArrayList<>();
        for (JsonNode suggested : policy.path("suggested_overrides")) {
            String pattern = suggested.path("pattern").asString("");
            if (!pattern.isEmpty()) {
                suggestions.add(new Suggestion(
                        suggested.path("tool_id").asString(""),
                        pattern,
                        suggested.path("words").asString(pattern)));
            }
        }
        return new HeldBy(policy.path("approvers").asInt(0), suggestions);
    }
}
