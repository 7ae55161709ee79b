package org.pilothouse.gateway.identity;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;
import org.pilothouse.gateway.activity.Actor;
import org.pilothouse.gateway.control.GatewayException;
import org.pilothouse.gateway.control.GatewayException.Code;

/**
 * What each route and each operation of the WebSocket needs. Whatever is not here is refused, and fails the test that
 * walks this table.
 */
public final class AccessTable {
    private static final Map<String, Need> ROUTES = Map.ofEntries(
            entry("GET /healthz", Need.NOTHING),
            entry("GET /status", Need.TOKEN),
            entry("GET /features", Need.TOKEN),
            // looks for a token itself, as it may come in the subprotocol
            entry("* /ws", Need.NOTHING),
            // looks for a ticket
            entry("* /desktop-environments/{id}/takeover", Need.NOTHING),
            entry("GET /auth/me", Need.TOKEN),
            entry("GET /auth/tokens", Need.ADMIN),
            entry("POST /auth/tokens/issue", Need.ADMIN),
            entry("POST /auth/tokens/revoke", Need.ADMIN),
            entry("GET /desktop-environment-hosts", Need.READ),
            entry("GET /config/desktop-environments/defaults", Need.READ),
            entry("PUT /config/desktop-environments/defaults", Need.ADMIN),
            entry("GET /desktop-environment-orphans", Need.READ),
            entry("GET /reconciliation", Need.READ),
            entry("PUT /reconciliation", Need.ADMIN),
            entry("GET /desktop-environments", Need.READ),
            entry("POST /desktop-environments", Need.WRITE),
            entry("GET /desktop-environments/{id}", Need.READ),
            entry("PATCH /desktop-environments/{id}", Need.WRITE),
            entry("DELETE /desktop-environments/{id}", Need.WRITE),
            entry("POST /desktop-environments/{id}/start", Need.WRITE),
            entry("POST /desktop-environments/{id}/stop", Need.WRITE),
            entry("POST /desktop-environments/{id}/reset", Need.WRITE),
            entry("GET /desktop-environments/{id}/logs", Need.READ),
            entry("GET /desktop-environments/{id}/logs/stream", Need.READ),
            // to watch; control wants WRITE, which the route looks at when it knows the mode
            entry("POST /desktop-environments/{id}/takeover-ticket", Need.READ),
            // a link for a browser wants ADMIN
            entry("POST /desktop-environments/{id}/takeover-token", Need.READ),
            // these look for a link that was not used, and for the cookie that it became
            entry("GET /desktop-takeover/open/{id}/{link}", Need.NOTHING),
            entry("* /desktop-takeover/s/{session}/websockify", Need.NOTHING),
            entry("GET /desktop-takeover/s/{session}/{file*}", Need.NOTHING),
            entry("GET /runs/{id}/export", Need.READ),
            entry("GET /pairings", Need.READ),
            entry("GET /pairings/{id}", Need.READ),
            entry("POST /pairings/{id}/approve", Need.PAIRING),
            entry("POST /pairings/{id}/deny", Need.PAIRING),
            entry("POST /pairings/{id}/revoke", Need.PAIRING),
            entry("GET /nodes", Need.READ),
            // under the policy; by_hand, which passes its questions by, wants ADMIN, which the route looks at
            entry("POST /nodes/{node}/capabilities/{capability}/actions/{action}/dispatch", Need.WRITE),
            entry("POST /workflow/start", Need.WRITE),
            entry("POST /workflow/resume", Need.WRITE),
            entry("POST /workflow/cancel", Need.WRITE),
            entry("POST /runs/{id}/pause", Need.WRITE),
            entry("POST /runs/{id}/resume", Need.WRITE),
            entry("GET /runs", Need.READ),
            entry("GET /runs/{id}", Need.READ),
            entry("GET /runs/{id}/artifacts", Need.READ),
            entry("GET /runs/{id}/steps/{step}/artifacts", Need.READ),
            entry("GET /runs/{id}/steps/{step}/attempts/{attempt}/artifacts", Need.READ),
            entry("GET /approvals", Need.READ),
            entry("GET /approvals/{id}", Need.READ),
            entry("POST /approvals/respond", Need.APPROVALS),
            entry("POST /approvals/{id}/respond", Need.APPROVALS),
            entry("GET /artifacts/{id}/metadata", Need.READ),
            entry("GET /a/{id}", Need.READ),
            entry("POST /artifacts/{id}/reveal", Need.READ),
            entry("GET /policy", Need.READ),
            entry("PUT /policy", Need.ADMIN),
            entry("GET /policy/schema", Need.READ),
            entry("POST /policy/evaluate", Need.READ),
            entry("DELETE /policy/rules/{rule}", Need.ADMIN),
            entry("GET /activity/verify", Need.READ),
            entry("GET /activity", Need.READ));

    private static final Map<String, Need> OPERATIONS = Map.ofEntries(
            entry("ping", Need.TOKEN),
            entry("approval.list", Need.READ),
            entry("approval.resolve", Need.APPROVALS),
            entry("pairing.approve", Need.PAIRING),
            entry("pairing.deny", Need.PAIRING),
            entry("pairing.revoke", Need.PAIRING),
            entry("workflow.start", Need.WRITE),
            entry("workflow.resume", Need.WRITE),
            entry("workflow.cancel", Need.WRITE));

    private AccessTable() {}

    /** By method and path, as {@code GET /runs/{id}}. */
    public static Map<String, Need> routes() {
        return ROUTES;
    }

    /** By the operation's type. */
    public static Map<String, Need> operations() {
        return OPERATIONS;
    }

    /**
     * @throws GatewayException where this is not for them
     */
    public static void checkRoute(Actor actor, String method, String path) {
        check(actor, Optional.ofNullable(ROUTES.get(method + " " + path)));
    }

    /**
     * @throws GatewayException where this is not for them
     */
    public static void checkOperation(Actor actor, String type) {
        check(actor, Optional.ofNullable(OPERATIONS.get(type)));
    }

    /**
     * @throws GatewayException where they do not have what it needs
     */
    public static void check(Actor actor, Need need) {
        if (!need.isMetBy(actor)) {
            throw forbidden("insufficient scope: this needs "
                    + need.scope().map(Object::toString).orElse("more"));
        }
    }

    private static void check(Actor actor, Optional<Need> need) {
        check(actor, need.orElseThrow(() -> forbidden("this is open to nobody: it has no place in the access table")));
    }

    private static GatewayException forbidden(String sentence) {
        return new GatewayException(Code.FORBIDDEN, sentence, null);
    }
}
