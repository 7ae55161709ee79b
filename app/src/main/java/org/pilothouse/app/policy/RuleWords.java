package org.pilothouse.app.policy;

import java.util.ArrayList;
import java.util.List;
import org.pilothouse.protocol.desktop.Rect;
import org.pilothouse.protocol.policy.PolicyDecision;
import org.pilothouse.protocol.policy.PolicyRule;

/** Rules as people say them. */
final class RuleWords {
    private RuleWords() {}

    static String decision(PolicyRule rule) {
        return switch (rule.decision()) {
            case ALLOW -> "Allow";
            case DENY -> "Forbid";
            case ASK ->
                rule.approvers() == null
                        ? "Ask"
                        : "Ask " + (rule.approvers() == 1 ? "somebody else" : rule.approvers() + " people");
            case UNKNOWN -> "Unknown";
        };
    }

    static String about(PolicyRule rule) {
        List<String> parts = new ArrayList<>();
        parts.add(rule.operations().isEmpty() ? "everything" : String.join(", ", rule.operations()));
        add(parts, "on ", rule.environments());
        add(parts, "by the agent ", rule.agents());
        add(parts, "started by ", rule.requesters());
        add(parts, "in windows ", rule.windows());
        Rect at = rule.region();
        if (at != null) {
            parts.add("at " + at.x() + "," + at.y() + " " + at.width() + "×" + at.height());
        }
        if (rule.target() != null) {
            parts.add("at elements like /" + rule.target() + "/");
        }
        if (rule.text() != null) {
            parts.add("typing something like /" + rule.text() + "/");
        }
        return String.join(" · ", parts);
    }

    private static void add(List<String> parts, String before, List<String> names) {
        if (!names.isEmpty()) {
            parts.add(before + String.join(", ", names));
        }
    }

    /** Why it is there, and where it comes from. */
    static String note(PolicyRule rule) {
        String origin = rule.origin() == null
                ? ""
                : "Approved always by " + rule.origin().by() + ".";
        return ((rule.reason() == null ? "" : rule.reason()) + " " + origin).strip();
    }

    static String styleClass(PolicyDecision decision) {
        return switch (decision) {
            case ALLOW -> "tone-success";
            case DENY -> "tone-danger";
            case ASK -> "tone-accent";
            case UNKNOWN -> "tone-neutral";
        };
    }
}
