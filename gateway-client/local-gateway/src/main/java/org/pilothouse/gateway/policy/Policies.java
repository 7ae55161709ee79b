package org.pilothouse.gateway.policy;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.activity.ActivityLog;
import org.pilothouse.gateway.activity.Actor;
import org.pilothouse.gateway.control.Events;
import org.pilothouse.gateway.control.GatewayException;
import org.pilothouse.gateway.store.Database;
import org.pilothouse.gateway.store.PolicyStore;
import org.pilothouse.protocol.frame.EventTypes;
import org.pilothouse.protocol.policy.Policy;
import org.pilothouse.protocol.policy.PolicyRule;

/** The policy in force: what it says of a step, and how it changes. */
public final class Policies {
    private final Database database;
    private final PolicyStore store;
    private final ActivityLog activity;
    private final Events events;
    private final InstantSource clock;
    /** Of the revision that was asked last; patterns are not compiled for each step. */
    private volatile @Nullable CompiledPolicy compiled;

    public Policies(Database database, ActivityLog activity, Events events, InstantSource clock) {
        this.database = database;
        this.store = new PolicyStore(database);
        this.activity = activity;
        this.events = events;
        this.clock = clock;
    }

    public Policy current() {
        return store.current().orElse(PolicyRules.SEED);
    }

    /** What the policy in force says of a step. */
    public Verdict decide(StepFacts facts) {
        return inForce().decide(facts);
    }

    private CompiledPolicy inForce() {
        long revision = store.revision().orElse(PolicyRules.SEED.revision());
        CompiledPolicy known = compiled;
        if (known == null || known.policy().revision() != revision) {
            known = new CompiledPolicy(current());
            compiled = known;
        }
        return known;
    }

    /** What these rules would say of a step. */
    public Verdict tryOut(List<PolicyRule> rules, StepFacts facts) {
        return new CompiledPolicy(new Policy(0, PolicyRules.checked(rules))).decide(facts);
    }

    /** Replaces the rules; whoever looked at older ones is told to look again. */
    public Policy put(Policy.Put request, Actor actor) {
        List<PolicyRule> rules = PolicyRules.checked(request.rules());
        Policy changed = database.transaction(tx -> {
            Policy now = current();
            if (request.expectedRevision() != now.revision()) {
                throw GatewayException.conflict("the policy is at revision " + now.revision() + ", not "
                        + request.expectedRevision() + "; look at it again");
            }
            List<PolicyRule> kept =
                    rules.stream().map(rule -> withItsOrigin(rule, now)).toList();
            return replace(now, kept, actor, "policy.changed", Map.of());
        });
        announce(changed);
        return changed;
    }

    /** Where a rule comes from is not for its editor to say. */
    private static PolicyRule withItsOrigin(PolicyRule rule, Policy now) {
        return rule.withOrigin(now.rules().stream()
                .filter(known -> known.withOrigin(null).equals(rule.withOrigin(null)))
                .findFirst()
                .map(PolicyRule::origin)
                .orElse(null));
    }

    /** Takes one rule out. */
    public Policy revoke(String ruleId, Actor actor) {
        Policy changed = database.transaction(tx -> {
            Policy now = current();
            List<PolicyRule> rest = now.rules().stream()
                    .filter(rule -> !rule.ruleId().equals(ruleId))
                    .toList();
            if (rest.size() == now.rules().size()) {
                throw GatewayException.notFound("the policy has no rule " + ruleId);
            }
            return replace(now, rest, actor, "policy.rule_revoked", Map.of("rule", ruleId));
        });
        announce(changed);
        return changed;
    }

    /**
     * Adds what somebody approved for good, right before the rule that asked, so that all rules before that one still
     * come first. In the transaction of the caller, who announces the result.
     *
     * @param askedBy the id of the rule that asked
     * @return the rule with its id
     */
    public PolicyRule addAlways(PolicyRule wanted, String approvalId, String askedBy, Actor actor) {
        Policy now = current();
        if (now.rules().size() >= PolicyRules.MAX_RULES) {
            throw GatewayException.conflict(
                    "the policy has " + PolicyRules.MAX_RULES + " rules already; approve once, or take some out");
        }
        PolicyRule rule = wanted.withId(freeId("always-" + approvalId.substring(0, 8), now))
                .withOrigin(new PolicyRule.Origin(approvalId, actor.name(), clock.instant()));
        List<PolicyRule> rules = new ArrayList<>(now.rules());
        int place = indexOf(now, askedBy).orElse(rules.size());
        rules.add(place, rule);
        replace(
                now,
                PolicyRules.checked(rules),
                actor,
                "policy.rule_added",
                Map.of("rule", rule.ruleId(), "approval", approvalId));
        return rule;
    }

    private static String freeId(String wanted, Policy now) {
        String id = wanted;
        for (int i = 2; indexOf(now, id).isPresent(); i++) {
            id = wanted + "-" + i;
        }
        return id;
    }

    private static Optional<Integer> indexOf(Policy policy, String ruleId) {
        for (int i = 0; i < policy.rules().size(); i++) {
            if (policy.rules().get(i).ruleId().equals(ruleId)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private Policy replace(Policy now, List<PolicyRule> rules, Actor actor, String action, Map<String, ?> detail) {
        Policy policy = new Policy(now.revision() + 1, rules);
        store.insert(policy, clock.instant(), actor.name());
        activity.append(actor, action, "policy", Long.toString(policy.revision()), detail);
        return policy;
    }

    /** Tells operators what is in force now. */
    public void announce(Policy policy) {
        events.publish(new Events.Event(EventTypes.POLICY_UPDATED, Map.of("policy", policy)));
    }
}
