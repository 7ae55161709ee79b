package org.pilothouse.gateway.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.pilothouse.gateway.control.ControlPlane;
import org.pilothouse.gateway.control.GatewayException;
import org.pilothouse.gateway.control.TakeoverTickets.Grant;
import org.pilothouse.gateway.identity.Access;
import org.pilothouse.gateway.ws.GatewaySockets;
import org.pilothouse.http.Answer;
import org.pilothouse.http.Bearer;
import org.pilothouse.http.Refusal;
import org.pilothouse.http.Router;
import org.pilothouse.http.WebSockets;
import org.pilothouse.protocol.frame.Frame;

/** {@code /ws} and {@code /desktop-environments/{id}/takeover}, which look for their tokens and tickets themselves. */
final class SocketRoutes {
    private static final String TOKEN_SUBPROTOCOL = "tyrum-auth.";

    private final ControlPlane control;
    private final Callers callers;
    private final GatewaySockets sockets;

    SocketRoutes(ControlPlane control, Callers callers, GatewaySockets sockets) {
        this.control = control;
        this.callers = callers;
        this.sockets = sockets;
    }

    void addTo(Router router) {
        router.addOpen(Router.ANY, "/ws", call -> new Answer.Raw(this::peer));
        router.addOpen(
                Router.ANY,
                "/desktop-environments/{id}/takeover",
                call -> new Answer.Raw(
                        (request, response, callback) -> takeover(call.variable("id"), request, response, callback)));
    }

    private void peer(Request request, Response response, Callback callback) {
        WebSockets.requireUpgrade(request);
        List<String> offered = request.getHeaders().getCSV(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL, false);
        if (!offered.contains(Frame.SUBPROTOCOL)) {
            throw GatewayException.invalid(null, "Missing required WebSocket subprotocol " + Frame.SUBPROTOCOL + ".");
        }
        Optional<String> token = Bearer.of(request).or(() -> offered.stream()
                .filter(name -> name.startsWith(TOKEN_SUBPROTOCOL))
                .findFirst()
                .flatMap(name -> decode(name.substring(TOKEN_SUBPROTOCOL.length()))));
        Optional<Access> access = token.flatMap(given -> callers.access(given, request));
        if (access.isEmpty() && callers.unproven(request, "") instanceof Refusal throttled) {
            throw throttled;
        }
        // nobody's connection is opened and closed with 4001, as on Tyrum
        sockets.peer(access, request, response, callback);
    }

    private static Optional<String> decode(String base64) {
        try {
            return Optional.of(new String(Base64.getUrlDecoder().decode(base64), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private void takeover(String environmentId, Request request, Response response, Callback callback) {
        WebSockets.requireUpgrade(request);
        Grant grant = Bearer.of(request)
                .flatMap(ticket -> control.redeem(ticket, environmentId))
                .orElseThrow(
                        () -> callers.unproven(
                                request,
                                "The takeover ticket is missing, used, expired or for another environment; ask for a new one."));
        ControlPlane.Desktop desktop = control.desktop(environmentId)
                .orElseThrow(() -> GatewayException.conflict("takeover unavailable: the environment does not run"));
        sockets.takeover(grant, desktop, request, response, callback);
    }
}
