package org.pilothouse.gateway.http;

import java.time.InstantSource;
import java.util.List;
import org.pilothouse.gateway.control.ControlPlane;
import org.pilothouse.gateway.control.GatewayException;
import org.pilothouse.gateway.run.Dispatches;
import org.pilothouse.http.Answer;
import org.pilothouse.http.Call;
import org.pilothouse.http.Router;
import org.pilothouse.protocol.node.Dispatch;
import org.pilothouse.protocol.node.NodeInfo;
import org.pilothouse.protocol.node.Pairing;

/** {@code /pairings} and {@code /nodes}. */
final class NodeRoutes {
    private static final List<String> UMBRELLAS = List.of("tyrum.desktop", "tyrum.fs", "tyrum.browser");

    private final ControlPlane control;
    private final Dispatches dispatches;
    private final InstantSource clock;

    NodeRoutes(ControlPlane control, Dispatches dispatches, InstantSource clock) {
        this.control = control;
        this.dispatches = dispatches;
        this.clock = clock;
    }

    void addTo(Router router) {
        router.add(
                "GET",
                "/pairings",
                call -> Answer.ok(new Pairing.Many(
                        "ok", control.pairings().list(call.query("status").orElse(null)))));
        router.add("GET", "/pairings/{id}", call -> one(control.pairings().get(call.id())));
        router.add(
                "POST",
                "/pairings/{id}/approve",
                call -> one(
                        control.pairings().approve(call.id(), call.body(Pairing.Approve.class), Callers.actor(call))));
        router.add(
                "POST",
                "/pairings/{id}/deny",
                call -> one(control.pairings()
                        .deny(call.id(), call.bodyOrEmpty(Pairing.Decision.class), Callers.actor(call))));
        router.add(
                "POST",
                "/pairings/{id}/revoke",
                call -> one(control.pairings()
                        .revoke(call.id(), call.bodyOrEmpty(Pairing.Decision.class), Callers.actor(call))));
        router.add("GET", "/nodes", this::nodes);
        router.add(
                "POST",
                "/nodes/{node}/capabilities/{capability}/actions/{action}/dispatch",
                call -> Answer.ok(dispatches.dispatch(
                        call.variable("node"),
                        call.variable("capability"),
                        call.variable("action"),
                        call.body(Dispatch.Call.class),
                        Callers.actor(call))));
    }

    private Answer nodes(Call call) {
        String capability = call.query("capability").orElse(null);
        if (capability != null && UMBRELLAS.contains(capability)) {
            throw GatewayException.invalid(
                    "capability",
                    "legacy umbrella capability '" + capability + "' is not supported; use exact split descriptors");
        }
        boolean dispatchable = call.query("dispatchable_only")
                .filter(value -> value.equals("1") || value.equals("true"))
                .isPresent();
        return Answer.ok(
                new NodeInfo.Many("ok", clock.instant(), control.nodes().list(capability, dispatchable)));
    }

    private static Answer one(Pairing pairing) {
        return Answer.ok(new Pairing.One("ok", pairing));
    }
}
