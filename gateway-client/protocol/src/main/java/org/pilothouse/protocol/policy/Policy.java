package org.pilothouse.protocol.policy;

import java.util.List;

/**
 * {@code GET /policy}. The first rule that matches a step decides; where none does, a person is asked.
 *
 * @param revision grows by one with each change
 */
public record Policy(long revision, List<PolicyRule> rules) {

    @SuppressWarnings({"NullAway", "ConstantValue"}) // Jackson passes null where a member is missing
    public Policy {
        rules = rules == null ? List.of() : List.copyOf(rules);
    }

    /**
     * {@code PUT /policy}.
     *
     * @param expectedRevision the revision that was looked at; 409 where another one is in force
     */
    public record Put(long expectedRevision, List<PolicyRule> rules) {}
}
