package org.pilothouse.gateway.policy;

import java.time.InstantSource;
import java.util.Map;
import org.pilothouse.gateway.activity.ActivityLog;
import org.pilothouse.gateway.activity.Actor;
import org.pilothouse.gateway.control.Events;
import org.pilothouse.gateway.control.GatewayException;
import org.pilothouse.gateway.store.Database;
import org.pilothouse.gateway.store.PolicyStore;
import org.pilothouse.protocol.frame.EventTypes;
import org.pilothouse.protocol.policy.Policy;

/** The policy in force. */
public final class Policies {
    private final Database database;
    private final PolicyStore store;
    private final ActivityLog activity;
    private final Events events;
    private final InstantSource clock;

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

    /** Replaces the rules; whoever looked at older ones is told to look again. */
    public Policy put(Policy.Put request, Actor actor) {
        var rules = PolicyRules.checked(request.rules());
        Policy changed = database.transaction(tx -> {
            long now = current().revision();
            if (request.expectedRevision() != now) {
                throw GatewayException.conflict("the policy is at revision " + now + ", not "
                        + request.expectedRevision() + "; look at it again");
            }
            Policy policy = new Policy(now + 1, rules);
            store.insert(policy, clock.instant(), actor.name());
            activity.append(actor, "policy.changed", "policy", Long.toString(policy.revision()), Map.of());
            return policy;
        });
        events.publish(new Events.Event(EventTypes.POLICY_UPDATED, Map.of("policy", changed)));
        return changed;
    }
}
