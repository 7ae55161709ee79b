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
import org.pilothouse.gateway.control.GatewayException.Code;
import org.pilothouse.gateway.control.TakeoverTickets.Grant;
import org.pilothouse.gateway.ws.GatewaySockets;
import org.pilothouse.protocol.frame.Frame;

/** {@code /ws} and {@code /desktop-environments/{id}/takeover}. */
final class SocketRoutes implements ApiHandler.Sockets {
    private static final String TOKEN_SUBPROTOCOL = "tyrum-auth.";

    private final ControlPlane control;
    private final GatewaySockets sockets;

    SocketRoutes(ControlPlane control, GatewaySockets sockets) {
        this.control = control;
        this.sockets = sockets;
    }

    @Override
    public boolean upgrade(String path, Request request, Response response, Callback callback) {
        List<String> parts = Router.split(path);
        if (parts.equals(List.of("ws"))) {
            requireUpgrade(request);
            peer(request, response, callback);
            return true;
        }
        boolean takeover = parts.size() == 3
                && parts.get(0).equals("desktop-environments")
                && parts.get(2).equals("takeover");
        if (takeover) {
            requireUpgrade(request);
            takeover(parts.get(1), request, response, callback);
        }
        return takeover;
    }

    private static void requireUpgrade(Request request) {
        if (!"websocket".equalsIgnoreCase(request.getHeaders().get(HttpHeader.UPGRADE))) {
            throw GatewayException.invalid(null, "This path takes WebSocket connections only.");
        }
    }

    private void peer(Request request, Response response, Callback callback) {
        List<String> offered = request.getHeaders().getCSV(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL, false);
        if (!offered.contains(Frame.SUBPROTOCOL)) {
            throw GatewayException.invalid(null, "Missing required WebSocket subprotocol " + Frame.SUBPROTOCOL + ".");
        }
        Optional<String> token = Gatekeeper.bearer(request).or(() -> offered.stream()
                .filter(name -> name.startsWith(TOKEN_SUBPROTOCOL))
                .findFirst()
                .flatMap(name -> decode(name.substring(TOKEN_SUBPROTOCOL.length()))));
        sockets.peer(
                token.flatMap(given -> Gatekeeper.actor(control.tokens(), given, request)),
                request,
                response,
                callback);
    }

    private static Optional<String> decode(String base64) {
        try {
            return Optional.of(new String(Base64.getUrlDecoder().decode(base64), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private void takeover(String environmentId, Request request, Response response, Callback callback) {
        Grant grant = Gatekeeper.bearer(request)
                .flatMap(ticket -> control.redeem(ticket, environmentId))
                .orElseThrow(() -> new GatewayException(
                        Code.UNAUTHORIZED,
                        "The takeover ticket is missing, used, expired or for another environment; ask for a new one.",
                        null));
        ControlPlane.Desktop desktop = control.desktop(environmentId)
                .orElseThrow(() -> GatewayException.conflict("takeover unavailable: the environment does not run"));
        sockets.takeover(grant, desktop, request, response, callback);
    }
}
