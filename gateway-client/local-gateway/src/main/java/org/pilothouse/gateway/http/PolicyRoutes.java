package org.pilothouse.gateway.http;

import org.pilothouse.gateway.activity.ActivityLog;
import org.pilothouse.gateway.policy.Policies;
import org.pilothouse.http.Answer;
import org.pilothouse.http.Router;
import org.pilothouse.protocol.policy.Policy;

/** {@code /policy} and {@code /activity}. */
final class PolicyRoutes {
    private final Policies policies;
    private final ActivityLog activity;

    PolicyRoutes(Policies policies, ActivityLog activity) {
        this.policies = policies;
        this.activity = activity;
    }

    void addTo(Router router) {
        router.add("GET", "/policy", call -> Answer.ok(policies.current()));
        router.add("PUT", "/policy", call -> Answer.ok(policies.put(call.body(Policy.Put.class), Callers.actor(call))));
        router.add("GET", "/activity", call -> Answer.ok(activity.page(Paging.before(call), Paging.limit(call))));
    }
}
