package org.pilothouse.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/** Routes that take WebSockets. */
public final class WebSockets {
    private WebSockets() {}

    /** Upgrades the connection of this call and hands it to the endpoint. */
    public static Answer accept(Session.Listener endpoint) {
        return new Answer.Raw((request, response, callback) -> {
            requireUpgrade(request);
            ServerWebSocketContainer container = ServerWebSocketContainer.get(
                    request.getConnectionMetaData().getConnector().getServer().getContext());
            if (!container.upgrade((_, _, _) -> endpoint, request, response, callback)) {
                throw Refusal.invalid(null, "The WebSocket handshake is not valid.");
            }
        });
    }

    public static void requireUpgrade(Request request) {
        if (!"websocket".equalsIgnoreCase(request.getHeaders().get(HttpHeader.UPGRADE))) {
            throw Refusal.invalid(null, "This path takes WebSocket connections only.");
        }
    }
}
