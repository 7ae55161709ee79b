package org.pilothouse.gateway.http;

import org.pilothouse.gateway.activity.ActivityLog;
import org.pilothouse.gateway.policy.Policies;
import org.pilothouse.gateway.policy.PolicySchema;
import org.pilothouse.gateway.policy.Trial;
import org.pilothouse.http.Answer;
import org.pilothouse.http.Router;
import org.pilothouse.protocol.policy.Policy;
import org.pilothouse.protocol.policy.PolicyTrial;

/** {@code /policy} and {@code /activity}. */
final class PolicyRoutes {
    private final Policies policies;
    private final Trial trial;
    private final ActivityLog activity;

    PolicyRoutes(Policies policies, Trial trial, ActivityLog activity) {
        this.policies = policies;
        this.trial = trial;
        this.activity = activity;
    }

    void addTo(Router router) {
        router.add("GET", "/policy", call -> Answer.ok(policies.current()));
        router.add("PUT", "/policy", call -> Answer.ok(policies.put(call.body(Policy.Put.class), Callers.actor(call))));
        router.add("GET", "/policy/schema", call -> Answer.ok(PolicySchema.json()));
        router.add(
                "POST",
                "/policy/evaluate",
                call -> Answer.ok(trial.evaluate(call.body(PolicyTrial.Question.class), Callers.actor(call))));
        router.add(
                "DELETE",
                "/policy/rules/{rule}",
                call -> Answer.ok(policies.revoke(call.variable("rule"), Callers.actor(call))));
        router.add("GET", "/activity/verify", call -> Answer.ok(activity.verify()));
        router.add("GET", "/activity", call -> Answer.ok(activity.page(Paging.before(call), Paging.limit(call))));
    }
}
