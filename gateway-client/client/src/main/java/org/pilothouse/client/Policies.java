package org.pilothouse.client;

import java.util.List;
import org.pilothouse.protocol.policy.Policy;
import org.pilothouse.protocol.policy.PolicyRule;

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
}
