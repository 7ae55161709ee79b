package org.pilothouse.gateway.ws;

import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.eclipse.jetty.websocket.server.WebSocketCreator;
import org.pilothouse.gateway.control.ControlPlane;
import org.pilothouse.gateway.control.Nodes.RelayOrigin;
import org.pilothouse.gateway.control.TakeoverTickets.Grant;
import org.pilothouse.gateway.engine.FleetEngine;
import org.pilothouse.gateway.identity.Access;
import org.pilothouse.gateway.operator.OperatorServices;
import org.pilothouse.gateway.relay.NodeRelays;
import org.pilothouse.gateway.relay.RelayPorts;
import org.pilothouse.protocol.frame.Frame;

/** The door of this package: every kind of WebSocket that a gateway serves, and the listener behind the relays. */
public final class GatewaySockets implements ControlPlane.Relays, AutoCloseable {
    private static final String TAKEOVER_SUBPROTOCOL = "binary";

    private final PeerSockets peers;
    private final TakeoverSockets takeovers;
    private final RelayServer relayServer;
    private final NodeRelays relays;

    public GatewaySockets(OperatorServices services, InstantSource clock) {
        ControlPlane control = services.control();
        this.peers = new PeerSockets(services, clock);
        this.takeovers = new TakeoverSockets(control, services.tokens());
        RelayPorts ports = new RelayPorts();
        this.relayServer = new RelayServer(ports, peers);
        this.relays = new NodeRelays(relayServer.port(), ports, control::log);
        services.tokens().onEnded(tokenId -> {
            control.revokeTickets(tokenId);
            takeovers.cutToken(tokenId);
            peers.cutToken(tokenId);
        });
    }

    /**
     * Upgrades to the connection of an operator or node.
     *
     * @param access of a valid token; without one the connection is opened and closed with 4001, as Tyrum does
     */
    public void peer(Optional<Access> access, Request request, Response response, Callback callback) {
        Caller caller = access.isPresent() ? new Caller.WithToken(access.get()) : new Caller.Nobody();
        upgrade(
                (upgrade, answer, done) -> {
                    answer.setAcceptedSubProtocol(Frame.SUBPROTOCOL);
                    return new PeerSocket(caller, peers);
                },
                request,
                response,
                callback);
    }

    /** Upgrades to a viewer's connection. */
    public void takeover(
            Grant grant, ControlPlane.Desktop desktop, Request request, Response response, Callback callback) {
        upgrade(
                (upgrade, answer, done) -> {
                    if (upgrade.hasSubProtocol(TAKEOVER_SUBPROTOCOL)) {
                        answer.setAcceptedSubProtocol(TAKEOVER_SUBPROTOCOL);
                    }
                    return new TakeoverSocket(grant, desktop, takeovers);
                },
                request,
                response,
                callback);
    }

    static void upgrade(WebSocketCreator creator, Request request, Response response, Callback callback) {
        ServerWebSocketContainer container = ServerWebSocketContainer.get(request.getContext());
        if (!container.upgrade(creator, request, response, callback)) {
            Response.writeError(request, response, callback, 400, "not a WebSocket upgrade");
        }
    }

    /** How many operators are connected. */
    public int operators() {
        return peers.operators();
    }

    @Override
    public void connect(String environmentId, long incarnation, String containerId, FleetEngine engine) {
        relays.connect(new RelayOrigin(environmentId, incarnation), containerId, engine);
    }

    @Override
    public void cut(String environmentId) {
        relays.cut(environmentId);
        takeovers.cut(environmentId);
    }

    @Override
    public void close() {
        relays.close();
        takeovers.close();
        peers.close();
        relayServer.close();
    }
}
