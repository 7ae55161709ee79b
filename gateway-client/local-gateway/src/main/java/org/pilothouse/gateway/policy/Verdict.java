package org.pilothouse.gateway.policy;

import java.util.List;
import org.pilothouse.protocol.policy.PolicyDecision;
import org.pilothouse.protocol.policy.PolicyRule;
import org.pilothouse.protocol.policy.PolicyTrial.Line;

/**
 * What a policy says of a step.
 *
 * @param rule the one that decides; {@code default} where none does
 * @param needsLook whether only a look at the desktop can tell; then the rest holds where nothing more can be seen
 * @param why one sentence
 * @param trace every rule up to the one that decides
 */
public record Verdict(PolicyRule rule, PolicyDecision decision, boolean needsLook, String why, List<Line> trace) {

    public Verdict {
        trace = List.copyOf(trace);
    }

    /** How many people other than who started the run have to approve; 0 where anybody may. */
    public int approvers() {
        return rule.approvers() == null ? 0 : rule.approvers();
    }
}
