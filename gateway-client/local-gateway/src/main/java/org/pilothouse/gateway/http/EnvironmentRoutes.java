package org.pilothouse.gateway.http;

import java.util.Map;
import org.pilothouse.gateway.activity.ActivityLog;
import org.pilothouse.gateway.activity.Actor;
import org.pilothouse.gateway.control.ControlPlane;
import org.pilothouse.gateway.control.Environments;
import org.pilothouse.gateway.control.Leases;
import org.pilothouse.gateway.identity.AccessTable;
import org.pilothouse.gateway.identity.Need;
import org.pilothouse.http.Answer;
import org.pilothouse.http.Call;
import org.pilothouse.http.Router;
import org.pilothouse.protocol.environment.Environment;
import org.pilothouse.protocol.environment.EnvironmentRequests.Create;
import org.pilothouse.protocol.environment.EnvironmentRequests.Patch;
import org.pilothouse.protocol.environment.EnvironmentRequests.PutDefaults;
import org.pilothouse.protocol.environment.EnvironmentRequests.PutReconciliation;
import org.pilothouse.protocol.environment.EnvironmentResponses;
import org.pilothouse.protocol.environment.EnvironmentResponses.Takeover;
import org.pilothouse.protocol.environment.EnvironmentResponses.TakeoverMode;
import org.pilothouse.protocol.environment.EnvironmentResponses.TakeoverRequest;
import org.pilothouse.protocol.environment.EnvironmentResponses.TakeoverTokenRequest;
import org.pilothouse.protocol.environment.Reconciliation;

/** {@code /desktop-environments}, {@code /desktop-environment-hosts} and their defaults. */
final class EnvironmentRoutes {
    private static final int LOG_LINES = 200;

    private final ControlPlane control;
    private final ActivityLog activity;
    private final Environments environments;
    private final LogStreams logStreams;

    EnvironmentRoutes(ControlPlane control, ActivityLog activity, LogStreams logStreams) {
        this.control = control;
        this.activity = activity;
        this.environments = control.environments();
        this.logStreams = logStreams;
    }

    void addTo(Router router) {
        router.add(
                "GET",
                "/desktop-environment-hosts",
                call -> Answer.ok(
                        new EnvironmentResponses.Hosts("ok", control.hosts().list())));
        router.add(
                "GET",
                "/desktop-environment-orphans",
                call -> Answer.ok(
                        new EnvironmentResponses.Orphans("ok", control.hosts().orphans())));
        router.add("GET", "/reconciliation", call -> Answer.ok(control.hosts().reconciliation()));
        router.add("PUT", "/reconciliation", this::reconciliation);
        router.add(
                "GET",
                "/config/desktop-environments/defaults",
                call -> Answer.ok(control.defaults().current()));
        router.add(
                "PUT",
                "/config/desktop-environments/defaults",
                call -> Answer.ok(control.defaults()
                        .put(call.body(PutDefaults.class), Callers.actor(call).tokenId())));
        router.add(
                "GET",
                "/desktop-environments",
                call -> Answer.ok(new EnvironmentResponses.Many("ok", environments.list())));
        router.add(
                "POST",
                "/desktop-environments",
                call -> Answer.created(
                        noted(call, "environment.created", environments.create(call.body(Create.class)))));
        router.add("GET", "/desktop-environments/{id}", call -> Answer.ok(one(environments.get(call.variable("id")))));
        router.add(
                "PATCH",
                "/desktop-environments/{id}",
                call -> Answer.ok(noted(
                        call, "environment.changed", environments.patch(call.variable("id"), call.body(Patch.class)))));
        router.add("DELETE", "/desktop-environments/{id}", this::delete);
        router.add(
                "POST",
                "/desktop-environments/{id}/start",
                call -> Answer.ok(noted(call, "environment.started", environments.start(call.variable("id")))));
        router.add(
                "POST",
                "/desktop-environments/{id}/stop",
                call -> Answer.ok(noted(call, "environment.stopped", environments.stop(call.variable("id")))));
        router.add(
                "POST",
                "/desktop-environments/{id}/reset",
                call -> Answer.ok(noted(call, "environment.reset", environments.reset(call.variable("id")))));
        router.add("GET", "/desktop-environments/{id}/logs", this::logs);
        router.add("GET", "/desktop-environments/{id}/logs/stream", logStreams::open);
        router.add("POST", "/desktop-environments/{id}/takeover-ticket", this::ticket);
        router.add("POST", "/desktop-environments/{id}/takeover-token", this::token);
    }

    private Answer reconciliation(Call call) {
        Actor actor = Callers.actor(call);
        Reconciliation now = control.hosts().reconciliation(call.body(PutReconciliation.class), actor);
        activity.append(
                actor,
                now.paused() ? "reconciliation.paused" : "reconciliation.resumed",
                "gateway",
                "reconciliation",
                now.reason() == null ? Map.of() : Map.of("reason", now.reason()));
        return Answer.ok(now);
    }

    private Answer logs(Call call) {
        String id = call.variable("id");
        return Answer.ok(new EnvironmentResponses.Logs(
                "ok", id, environments.logs(id, LOG_LINES, call.query("q").orElse(null))));
    }

    private Answer ticket(Call call) {
        return Answer.ok(
                new EnvironmentResponses.TakeoverTicket("ok", takeover(call, call.bodyOrEmpty(TakeoverRequest.class))));
    }

    /** As Tyrum's where a link for a browser is wanted, else a ticket as the other route's. */
    private Answer token(Call call) {
        TakeoverTokenRequest asked = call.bodyOrEmpty(TakeoverTokenRequest.class);
        TakeoverRequest request = new TakeoverRequest(asked.mode(), asked.force(), asked.reason());
        if (!Boolean.TRUE.equals(asked.browser())) {
            return Answer.ok(new EnvironmentResponses.TakeoverTicket("ok", takeover(call, request)));
        }
        // whoever has the link needs no token, so making one is for those who could make a token
        AccessTable.check(Callers.actor(call), Need.ADMIN);
        Takeover takeover = takeover(call, request);
        return Answer.ok(new EnvironmentResponses.TakeoverToken(
                "ok",
                new EnvironmentResponses.TakeoverToken.Conversation(
                        takeover.takeoverId(),
                        BrowserRoutes.link(call, call.variable("id"), takeover.ticket()),
                        takeover.expiresAt())));
    }

    private Takeover takeover(Call call, TakeoverRequest request) {
        if (request.mode() != TakeoverMode.VIEW) {
            AccessTable.check(Callers.actor(call), Need.WRITE);
        }
        Leases.Claim claim =
                new Leases.Claim(Callers.actor(call), Boolean.TRUE.equals(request.force()), request.reason());
        return control.takeover(call.variable("id"), request.mode(), claim);
    }

    private Answer delete(Call call) {
        String id = call.variable("id");
        boolean deleted = environments.delete(id);
        if (deleted) {
            activity.append(Callers.actor(call), "environment.deleted", "environment", id, Map.of());
        }
        return Answer.ok(new EnvironmentResponses.Deleted("ok", deleted));
    }

    private EnvironmentResponses.One noted(Call call, String action, Environment environment) {
        activity.append(
                Callers.actor(call),
                action,
                "environment",
                environment.environmentId(),
                environment.label() == null ? Map.of() : Map.of("label", environment.label()));
        return one(environment);
    }

    private static EnvironmentResponses.One one(Environment environment) {
        return new EnvironmentResponses.One("ok", environment);
    }
}
