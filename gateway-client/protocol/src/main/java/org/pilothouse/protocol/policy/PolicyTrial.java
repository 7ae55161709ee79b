package org.pilothouse.protocol.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.desktop.Rect;
import tools.jackson.databind.JsonNode;

/** {@code POST /policy/evaluate}: what a step would get, by which rule, and why. Nothing is done or asked. */
public final class PolicyTrial {
    private PolicyTrial() {}

    /**
     * @param args of the step, as in {@code POST /workflow/start}
     * @param environment id or label
     * @param agent its name in the conversation; {@code default} where it is left out
     * @param requester who starts the run; the caller where it is left out
     * @param seen what a look at the desktop would show; without it, what only a look can tell is not known
     * @param rules to be tried instead of those in force
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Question(
            JsonNode args,
            @Nullable String environment,
            @Nullable String agent,
            @Nullable String requester,
            @Nullable Seen seen,
            @Nullable List<PolicyRule> rules) {}

    /**
     * @param window the title of the one that the step is aimed at
     * @param target the name of the element that {@code act} is aimed at
     * @param bounds of that element
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Seen(
            @Nullable String window,
            @Nullable String target,
            @Nullable Rect bounds) {}

    /**
     * @param decision what it gets; where {@code looksFirst}, what it gets if nothing more can be seen
     * @param rule the one that decides; its id is {@code default} where none does
     * @param why one sentence
     * @param looksFirst whether the gateway would look at the desktop before it decides
     * @param trace every rule up to the one that decides
     */
    public record Answer(PolicyDecision decision, PolicyRule rule, String why, boolean looksFirst, List<Line> trace) {}

    /** One rule against the step. */
    public record Line(String ruleId, Matched matched, String why) {}

    public enum Matched {
        YES,
        NO,
        /** Only a look at the desktop tells. */
        UNKNOWN
    }
}
