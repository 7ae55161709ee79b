package org.pilothouse.client;

import java.util.List;
import org.pilothouse.protocol.policy.Policy;
import org.pilothouse.protocol.policy.PolicyRule;
import org.pilothouse.protocol.policy.PolicyTrial;

/** The policy of a Pilothouse gateway: which operations run, which ask, which are refused. */
public final class Policies {
    private final HttpCalls http;

    Policies(HttpCalls http) {
        this.http = http;
    }

    public Policy get() throws GatewayException {
        return http.get("policy", Policy.class);
    }

    /**
     * Replaces all rules.
     *
     * @param expectedRevision the revision that these rules were made from; refused (409) where another one is in force
     */
    public Policy put(long expectedRevision, List<PolicyRule> rules) throws GatewayException {
        return http.put("policy", new Policy.Put(expectedRevision, rules), Policy.class);
    }

    /** Takes one rule out. */
    public Policy revoke(String ruleId) throws GatewayException {
        return http.delete("policy/rules/" + HttpCalls.segment(ruleId), Policy.class);
    }

    /** What a step would get; nothing is done. */
    public PolicyTrial.Answer evaluate(PolicyTrial.Question question) throws GatewayException {
        return http.post("policy/evaluate", question, PolicyTrial.Answer.class);
    }
}
