package org.pilothouse.http;

import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.eclipse.jetty.websocket.server.WebSocketCreator;

/** Routes that take WebSockets. */
public final class WebSockets {
    private WebSockets() {}

    /**
     * Upgrades the connection of this call and hands it to the endpoint.
     *
     * @param subprotocols that the endpoint speaks, if the client asks for one
     */
    public static Answer accept(Session.Listener endpoint, String... subprotocols) {
        return new Answer.Raw((request, response, callback) -> {
            requireUpgrade(request);
            ServerWebSocketContainer container = ServerWebSocketContainer.get(
                    request.getConnectionMetaData().getConnector().getServer().getContext());
            WebSocketCreator creator = (asked, upgraded, _) -> {
                Stream.of(subprotocols)
                        .filter(asked::hasSubProtocol)
                        .findFirst()
                        .ifPresent(upgraded::setAcceptedSubProtocol);
                return endpoint;
            };
            if (!container.upgrade(creator, request, response, callback)) {
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
