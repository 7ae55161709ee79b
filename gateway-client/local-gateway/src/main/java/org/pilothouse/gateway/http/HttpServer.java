package org.pilothouse.gateway.http;

import java.net.URI;
import java.time.InstantSource;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.pilothouse.gateway.control.ControlPlane;
import org.pilothouse.gateway.operator.OperatorServices;
import org.pilothouse.gateway.ws.GatewaySockets;

/** The door of this package: the gateway's public face on one loopback port. */
public final class HttpServer implements AutoCloseable {
    private static final int MAX_REQUESTS = 10_000;
    private static final int HEADER_BYTES = 16 * 1024;
    private static final long IDLE_MILLIS = 60_000;

    private final Server server;
    private final ServerConnector connector;
    private final LogStreams logStreams;
    private final String host;

    /**
     * @param host loopback address or name
     * @param port 0 takes any free one
     */
    public HttpServer(
            String host,
            int port,
            OperatorServices services,
            GatewaySockets sockets,
            String version,
            InstantSource clock) {
        ControlPlane control = services.control();
        this.host = host;
        this.logStreams = new LogStreams(control.environments());
        // Jetty's default of 200 would let as many log followers keep everybody else out
        VirtualThreadPool threads = new VirtualThreadPool(MAX_REQUESTS);
        threads.setName("http");
        server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        // Jetty's cache of headers ignores case, in tokens too
        http.setHeaderCacheSize(0);
        http.setRequestHeaderSize(HEADER_BYTES);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
        ServerWebSocketContainer.ensure(server);
        server.setHandler(new ApiHandler(
                new Gatekeeper(control.tokens()),
                routes(services, sockets, version, clock),
                new SocketRoutes(control, sockets)));
    }

    private Router routes(OperatorServices services, GatewaySockets sockets, String version, InstantSource clock) {
        Router router = new Router();
        new SystemRoutes(version, sockets::operators).addTo(router);
        new EnvironmentRoutes(services.control(), logStreams).addTo(router);
        new NodeRoutes(services.control(), clock).addTo(router);
        new RunRoutes(services.runs()).addTo(router);
        new ApprovalRoutes(services.approvals()).addTo(router);
        new ArtifactRoutes(services.artifacts()).addTo(router);
        new PolicyRoutes(services.policies(), services.activity()).addTo(router);
        return router;
    }

    /**
     * Begins to listen.
     *
     * @throws IllegalStateException where the port is taken
     */
    public void start() {
        try {
            server.start();
        } catch (Exception e) { // Jetty's life cycle declares nothing narrower
            throw new IllegalStateException(
                    "cannot listen on " + host + ":" + connector.getPort() + ": " + e.getMessage()
                            + "; is another gateway running?",
                    e);
        }
    }

    public URI uri() {
        String name = host.contains(":") ? "[" + host + "]" : host;
        return URI.create("http://" + name + ":" + connector.getLocalPort());
    }

    @Override
    public void close() {
        logStreams.close();
        try {
            server.stop();
        } catch (Exception e) { // Jetty's life cycle declares nothing narrower
            throw new IllegalStateException("the HTTP server did not stop", e);
        }
    }
}
