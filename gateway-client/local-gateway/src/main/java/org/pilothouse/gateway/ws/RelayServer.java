package org.pilothouse.gateway.ws;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.pilothouse.gateway.control.Nodes.RelayOrigin;
import org.pilothouse.gateway.relay.RelayPorts;
import org.pilothouse.protocol.frame.Frame;

/**
 * The private listener that only our own relays may reach. Who a connection belongs to is known from the port that it
 * comes from; one from any other port is dropped before it can say anything.
 */
final class RelayServer implements AutoCloseable {
    private static final int MAX_REQUESTS = 10_000;

    private final Server server;
    private final ServerConnector connector;

    RelayServer(RelayPorts ports, PeerSockets peers) {
        // Jetty's default of 200 would let as many log followers keep everybody else out
        VirtualThreadPool threads = new VirtualThreadPool(MAX_REQUESTS);
        threads.setName("relay-http");
        server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        // Jetty's cache of headers ignores case, in tokens too
        http.setHeaderCacheSize(0);
        http.setRequestHeaderSize(8 * 1024);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.addBean(new Connection.Listener() {
            @Override
            public void onOpened(Connection connection) {
                EndPoint endPoint = connection.getEndPoint();
                if (origin(ports, endPoint.getRemoteSocketAddress()).isEmpty()) {
                    endPoint.close();
                }
            }
        });
        server.addConnector(connector);
        ServerWebSocketContainer.ensure(server);
        server.setHandler(new Upgrades(ports, peers));
        try {
            server.start();
        } catch (Exception e) { // Jetty's life cycle declares nothing narrower
            throw new IllegalStateException("the private listener for nodes cannot be opened", e);
        }
    }

    int port() {
        return connector.getLocalPort();
    }

    private static Optional<RelayOrigin> origin(RelayPorts ports, SocketAddress remote) {
        return remote instanceof InetSocketAddress address ? ports.origin(address.getPort()) : Optional.empty();
    }

    private static final class Upgrades extends Handler.Abstract {
        private final RelayPorts ports;
        private final PeerSockets peers;

        Upgrades(RelayPorts ports, PeerSockets peers) {
            super(InvocationType.BLOCKING);
            this.ports = ports;
            this.peers = peers;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Optional<RelayOrigin> origin =
                    origin(ports, request.getConnectionMetaData().getRemoteSocketAddress());
            boolean node = origin.isPresent() && "/ws".equals(Request.getPathInContext(request));
            if (!node) {
                Response.writeError(request, response, callback, 404, "nodes connect to /ws");
                return true;
            }
            GatewaySockets.upgrade(
                    (upgrade, answer, done) -> {
                        if (!upgrade.hasSubProtocol(Frame.SUBPROTOCOL)) {
                            Response.writeError(upgrade, answer, done, 400, "Missing required WebSocket subprotocol");
                            return null;
                        }
                        answer.setAcceptedSubProtocol(Frame.SUBPROTOCOL);
                        return new PeerSocket(new Caller.ThroughRelay(origin.get()), peers);
                    },
                    request,
                    response,
                    callback);
            return true;
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) { // Jetty's life cycle declares nothing narrower
            throw new IllegalStateException("the private listener for nodes did not stop", e);
        }
    }
}
