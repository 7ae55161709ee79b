package org.pilothouse.gateway.policy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.control.GatewayException;
import org.pilothouse.protocol.node.DesktopCapability;
import org.pilothouse.protocol.policy.Policy;
import org.pilothouse.protocol.policy.PolicyDecision;
import org.pilothouse.protocol.policy.PolicyRule;

/** What a policy says, and what a policy may be. */
public final class PolicyRules {
    private static final int MAX_RULES = 100;
    private static final int MAX_REASON = 500;
    private static final Set<String> OPERATIONS = Arrays.stream(DesktopCapability.values())
            .map(DesktopCapability::action)
            .collect(Collectors.toSet());
    private static final PolicyRule NOTHING_MATCHED = new PolicyRule(
            "default", List.of(), PolicyDecision.ASK, "No rule names this operation, so a person is asked.");
    static final Policy SEED = new Policy(
            1,
            List.of(
                    new PolicyRule(
                            "reading",
                            List.of("screenshot", "snapshot", "query", "wait_for"),
                            PolicyDecision.ALLOW,
                            "Looking changes nothing."),
                    new PolicyRule(
                            "input",
                            List.of("act", "mouse", "keyboard", "clipboard_write"),
                            PolicyDecision.ASK,
                            "Input can change things, so a person is asked.")));

    private PolicyRules() {}

    /** The rule that decides about this operation: the first that names it. */
    public static PolicyRule ruleFor(Policy policy, String operation) {
        return policy.rules().stream()
                .filter(rule -> rule.operations().contains(operation))
                .findFirst()
                .orElse(NOTHING_MATCHED);
    }

    @SuppressWarnings({"NullAway", "ConstantValue"}) // records filled by Jackson
    static List<PolicyRule> checked(@Nullable List<PolicyRule> rules) {
        if (rules == null) {
            throw GatewayException.invalid("rules", "rules is required");
        }
        if (rules.size() > MAX_RULES) {
            throw GatewayException.invalid("rules", "a policy has at most " + MAX_RULES + " rules");
        }
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < rules.size(); i++) {
            check("rules[" + i + "]", rules.get(i), ids);
        }
        return List.copyOf(rules);
    }

    @SuppressWarnings({"NullAway", "ConstantValue"}) // records filled by Jackson
    private static void check(String path, PolicyRule rule, Set<String> ids) {
        if (rule == null) {
            throw GatewayException.invalid(path, path + " must be an object");
        }
        if (rule.ruleId() == null || !rule.ruleId().matches("[A-Za-z0-9._-]{1,64}")) {
            throw GatewayException.invalid(
                    path + ".rule_id", path + ".rule_id must be 1 to 64 letters, digits, dots, dashes or underscores");
        }
        if (!ids.add(rule.ruleId())) {
            throw GatewayException.invalid(path + ".rule_id", "another rule has the id " + rule.ruleId());
        }
        if (rule.operations().isEmpty() || !OPERATIONS.containsAll(rule.operations())) {
            throw GatewayException.invalid(
                    path + ".operations",
                    path + ".operations must name some of "
                            + OPERATIONS.stream().sorted().collect(Collectors.joining(", ")));
        }
        if (rule.decision() == null || rule.decision() == PolicyDecision.UNKNOWN) {
            throw GatewayException.invalid(path + ".decision", path + ".decision must be allow, ask or deny");
        }
        if (rule.reason() != null && rule.reason().length() > MAX_REASON) {
            throw GatewayException.invalid(
                    path + ".reason", path + ".reason must be at most " + MAX_REASON + " characters");
        }
    }
}
