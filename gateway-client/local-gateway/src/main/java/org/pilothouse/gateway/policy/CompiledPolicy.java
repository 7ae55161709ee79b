package org.pilothouse.gateway.policy;

import java.util.ArrayList;
import java.util.List;
import org.pilothouse.protocol.policy.Policy;
import org.pilothouse.protocol.policy.PolicyDecision;
import org.pilothouse.protocol.policy.PolicyRule;
import org.pilothouse.protocol.policy.PolicyTrial.Line;
import org.pilothouse.protocol.policy.PolicyTrial.Matched;

/** The rules of one revision, ready to decide. */
final class CompiledPolicy {
    private static final PolicyRule NOTHING_MATCHED = new PolicyRule(
            "default", List.of(), PolicyDecision.ASK, "No rule is about this step, so a person is asked.");

    private final Policy policy;
    private final List<CompiledRule> rules;

    CompiledPolicy(Policy policy) {
        this.policy = policy;
        this.rules = policy.rules().stream().map(CompiledRule::new).toList();
    }

    Policy policy() {
        return policy;
    }

    /**
     * The first rule that matches decides. Where it cannot be seen whether one matches, it lets nothing happen, and what
     * it would ask about or forbid is asked about.
     */
    Verdict decide(StepFacts facts) {
        List<Line> trace = new ArrayList<>();
        boolean needsLook = false;
        for (CompiledRule compiled : rules) {
            Line line = compiled.against(facts);
            trace.add(line);
            PolicyRule rule = compiled.rule();
            if (line.matched() == Matched.YES) {
                return new Verdict(rule, rule.decision(), needsLook, because(rule), trace);
            }
            if (line.matched() == Matched.UNKNOWN) {
                needsLook |= !facts.looked();
                if (rule.decision() != PolicyDecision.ALLOW) {
                    String why = "rule '" + rule.ruleId() + "' may be about this step: " + line.why();
                    return new Verdict(rule, PolicyDecision.ASK, needsLook, why, trace);
                }
            }
        }
        return new Verdict(NOTHING_MATCHED, PolicyDecision.ASK, needsLook, "no rule is about this step", trace);
    }

    private static String because(PolicyRule rule) {
        return "rule '" + rule.ruleId() + "' is the first that is about this step";
    }
}
