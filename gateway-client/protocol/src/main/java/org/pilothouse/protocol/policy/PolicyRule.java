package org.pilothouse.protocol.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.desktop.Rect;

/**
 * One rule. What it leaves out does not restrict it; of a list, one entry has to match. Names in lists may hold {@code *}
 * and {@code ?}, a backslash takes their meaning away, and upper and lower case are alike. Patterns are regular expressions without
 * look-around and back-references, searched for anywhere, upper and lower case alike.
 *
 * @param ruleId 1 to 64 characters, unique in its policy
 * @param operations such as {@code act}, or one kind of it, such as {@code act.click}
 * @param environments ids, or labels
 * @param agents the agents' names in the conversations of their runs
 * @param requesters who started the run
 * @param windows titles of the window that a step is aimed at; of {@code act}, {@code mouse} and {@code keyboard}
 * @param region where a step is aimed at; of {@code act} and {@code mouse}
 * @param text pattern in what would be typed, pressed ({@code ctrl+Delete}) or put into the clipboard
 * @param target pattern in the name of the element that {@code act} is aimed at
 * @param approvers how many people other than who started the run have to approve, 1 to 5; of {@code ask}
 * @param reason shown to whoever is asked or refused
 * @param origin the approval that made it; set by the gateway
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PolicyRule(
        String ruleId,
        List<String> operations,
        List<String> environments,
        List<String> agents,
        List<String> requesters,
        List<String> windows,
        @Nullable Rect region,
        @Nullable String text,
        @Nullable String target,
        PolicyDecision decision,
        @Nullable Integer approvers,
        @Nullable String reason,
        @Nullable Origin origin) {

    /** The "approve always" that a rule comes from. */
    public record Origin(String approvalId, String by, Instant at) {}

    public PolicyRule {
        operations = present(operations);
        environments = present(environments);
        agents = present(agents);
        requesters = present(requesters);
        windows = present(windows);
    }

    /** A rule about operations alone. */
    public PolicyRule(String ruleId, List<String> operations, PolicyDecision decision, @Nullable String reason) {
        this(
                ruleId,
                operations,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                decision,
                null,
                reason,
                null);
    }

    @SuppressWarnings({"NullAway", "ConstantValue"}) // Jackson passes null where a member is missing
    private static List<String> present(List<String> list) {
        // a null inside is left for the gateway to refuse by name
        return list == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(list));
    }

    public PolicyRule withOrigin(@Nullable Origin other) {
        return with(ruleId, other);
    }

    public PolicyRule withId(String other) {
        return with(other, origin);
    }

    private PolicyRule with(String id, @Nullable Origin from) {
        return new PolicyRule(
                id,
                operations,
                environments,
                agents,
                requesters,
                windows,
                region,
                text,
                target,
                decision,
                approvers,
                reason,
                from);
    }
}
