package org.pilothouse.gateway.policy;

import com.google.re2j.PatternSyntaxException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.control.GatewayException;
import org.pilothouse.protocol.desktop.Rect;
import org.pilothouse.protocol.node.DesktopCapability;
import org.pilothouse.protocol.policy.Policy;
import org.pilothouse.protocol.policy.PolicyDecision;
import org.pilothouse.protocol.policy.PolicyRule;

/** What a policy may be. Whoever sends another one is told which member is wrong. */
final class PolicyRules {
    static final int MAX_RULES = 100;
    private static final int MAX_REASON = 500;
    private static final int MAX_NAMES = 50;
    private static final int MAX_NAME = 256;
    private static final int MAX_APPROVERS = 5;
    private static final Map<String, List<String>> KINDS = Map.of(
            "act", List.of("click", "double_click", "right_click", "focus"),
            "mouse", List.of("move", "click", "drag", "scroll"),
            "keyboard", List.of("type", "press"));
    private static final Set<String> OPERATIONS = operations();
    private static final Set<String> IN_WINDOWS = Set.of("act", "mouse", "keyboard");
    private static final Set<String> AT_PLACES = Set.of("act", "mouse");
    private static final Set<String> TYPING = Set.of("keyboard", "clipboard_write");
    private static final Set<String> AT_ELEMENTS = Set.of("act");
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

    private static Set<String> operations() {
        Set<String> all = Arrays.stream(DesktopCapability.values())
                .map(DesktopCapability::action)
                .collect(Collectors.toCollection(TreeSet::new));
        KINDS.forEach((operation, kinds) -> kinds.forEach(kind -> all.add(operation + "." + kind)));
        return all;
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
            new PolicyRules.Check("rules[" + i + "]").rule(rules.get(i), ids);
        }
        return List.copyOf(rules);
    }

    /** One rule. */
    private record Check(String path) {

        @SuppressWarnings({"NullAway", "ConstantValue"}) // records filled by Jackson
        void rule(@Nullable PolicyRule rule, Set<String> ids) {
            if (rule == null) {
                throw GatewayException.invalid(path, path + " must be an object");
            }
            if (rule.ruleId() == null || !rule.ruleId().matches("[A-Za-z0-9._-]{1,64}")) {
                throw wrong("rule_id", "must be 1 to 64 letters, digits, dots, dashes or underscores");
            }
            if (!ids.add(rule.ruleId()) || rule.ruleId().equals("default")) {
                throw GatewayException.invalid(
                        path + ".rule_id",
                        rule.ruleId().equals("default")
                                ? path + ".rule_id must not be default, which stands for no rule at all"
                                : "another rule has the id " + rule.ruleId());
            }
            if (rule.decision() == null || rule.decision() == PolicyDecision.UNKNOWN) {
                throw wrong("decision", "must be allow, ask or deny");
            }
            if (rule.reason() != null && rule.reason().length() > MAX_REASON) {
                throw wrong("reason", "must be at most " + MAX_REASON + " characters");
            }
            operations(rule.operations());
            names("environments", rule.environments());
            names("agents", rule.agents());
            names("requesters", rule.requesters());
            names("windows", rule.windows());
            region(rule.region());
            pattern("text", rule.text());
            pattern("target", rule.target());
            approvers(rule);
            fits(rule);
        }

        private void operations(List<String> operations) {
            for (int i = 0; i < operations.size(); i++) {
                if (operations.get(i) == null || !OPERATIONS.contains(operations.get(i))) {
                    throw wrong("operations[" + i + "]", "must be one of " + String.join(", ", OPERATIONS));
                }
            }
        }

        private void names(String member, List<String> names) {
            if (names.size() > MAX_NAMES) {
                throw wrong(member, "holds at most " + MAX_NAMES + " names");
            }
            for (int i = 0; i < names.size(); i++) {
                String name = names.get(i);
                if (name == null || name.isBlank() || name.length() > MAX_NAME) {
                    throw wrong(member + "[" + i + "]", "must be 1 to " + MAX_NAME + " characters");
                }
            }
        }

        private void region(@Nullable Rect region) {
            if (region != null && (region.width() < 1 || region.height() < 1)) {
                throw wrong("region", "must have a width and a height of at least 1");
            }
        }

        private void pattern(String member, @Nullable String regex) {
            if (regex == null) {
                return;
            }
            if (regex.isEmpty() || regex.length() > Patterns.MAX_LENGTH) {
                throw wrong(member, "must be a pattern of 1 to " + Patterns.MAX_LENGTH + " characters");
            }
            if (Patterns.repeatsTooOften(regex)) {
                throw wrong(member, "repeats too often; all its counts multiplied must not be more than 1000");
            }
            try {
                Patterns.regex(regex);
            } catch (PatternSyntaxException e) {
                throw wrong(
                        member,
                        "is no pattern that this gateway knows: " + e.getDescription()
                                + (e.getPattern() == null || e.getPattern().isEmpty() ? "" : " at " + e.getPattern())
                                + "; look-around and back-references are left out, as they can take for ever");
            }
        }

        private void approvers(PolicyRule rule) {
            if (rule.approvers() == null) {
                return;
            }
            if (rule.approvers() < 1 || rule.approvers() > MAX_APPROVERS) {
                throw wrong("approvers", "must be between 1 and " + MAX_APPROVERS);
            }
            if (rule.decision() != PolicyDecision.ASK) {
                throw wrong("approvers", "belongs to rules that ask");
            }
        }

        /** A member that can never apply to an operation makes a rule that says less than it seems to. */
        private void fits(PolicyRule rule) {
            fits("windows", !rule.windows().isEmpty(), "is aimed at no window", IN_WINDOWS, rule);
            fits("region", rule.region() != null, "is aimed at no place", AT_PLACES, rule);
            fits("text", rule.text() != null, "types nothing", TYPING, rule);
            fits("target", rule.target() != null, "is aimed at no element", AT_ELEMENTS, rule);
        }

        private void fits(String member, boolean there, String why, Set<String> where, PolicyRule rule) {
            for (String operation : there ? rule.operations() : List.<String>of()) {
                if (!where.contains(operation.split("\\.", 2)[0])) {
                    throw wrong(member, "does not go with " + operation + ", which " + why);
                }
            }
        }

        private GatewayException wrong(String member, String what) {
            return GatewayException.invalid(path + "." + member, path + "." + member + " " + what);
        }
    }
}
