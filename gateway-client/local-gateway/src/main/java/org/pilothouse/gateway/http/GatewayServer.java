package org.pilothouse.gateway.http;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.pilothouse.gateway.browser.BrowserSessions;
import org.pilothouse.gateway.control.ControlPlane;
import org.pilothouse.gateway.export.RunExports;
import org.pilothouse.gateway.operator.OperatorServices;
import org.pilothouse.gateway.policy.Trial;
import org.pilothouse.gateway.ws.GatewaySockets;
import org.pilothouse.http.HttpApi;
import org.pilothouse.http.HttpServer;
import org.pilothouse.http.Listen;
import org.pilothouse.http.Place;
import org.pilothouse.http.Router;
import org.pilothouse.protocol.Json;

/** The door of this package: the gateway's public face on one loopback port. */
public final class GatewayServer implements AutoCloseable {
    private static final int MAX_REQUESTS = 10_000;

    private final HttpServer server;
    private final Router router;
    private final LogStreams logStreams;

    /**
     * @param host loopback address or name
     * @param port 0 takes any free one
     */
    public GatewayServer(
            String host,
            int port,
            OperatorServices services,
            GatewaySockets sockets,
            String version,
            InstantSource clock) {
        ControlPlane control = services.control();
        this.logStreams = new LogStreams(control.environments());
        Callers callers = new Callers(services.tokens(), services.limits());
        this.router = routes(services, callers, sockets, version, clock);
        this.server = new HttpServer(
                List.of(new Listen.Tcp(host, port)),
                new HttpApi(
                        router,
                        new Place("gateway", Set.of()),
                        callers,
                        callers,
                        new GatewayRefusals(),
                        Json.STRICT,
                        Json.LENIENT),
                MAX_REQUESTS);
        services.tokens().onEnded(server::cut);
    }

    private Router routes(
            OperatorServices services, Callers callers, GatewaySockets sockets, String version, InstantSource clock) {
        Router routes = new Router();
        new SocketRoutes(services.control(), callers, sockets).addTo(routes);
        new SystemRoutes(version, sockets::operators).addTo(routes);
        new TokenRoutes(services.tokens()).addTo(routes);
        BrowserSessions browsers = new BrowserSessions(services.control(), clock);
        services.tokens().onEnded(browsers::endOf);
        new BrowserRoutes(services.control(), callers, sockets, browsers).addTo(routes);
        new ExportRoutes(new RunExports(
                        services.runs(), services.approvals(), services.artifacts(), services.activity(), clock))
                .addTo(routes);
        new EnvironmentRoutes(services.control(), services.activity(), logStreams).addTo(routes);
        new NodeRoutes(services.control(), services.runs().dispatches(), clock).addTo(routes);
        new RunRoutes(services.runs()).addTo(routes);
        new ApprovalRoutes(services.approvals()).addTo(routes);
        new ArtifactRoutes(services.artifacts()).addTo(routes);
        new PolicyRoutes(
                        services.policies(),
                        new Trial(services.policies(), services.runs()::circumstances),
                        services.activity())
                .addTo(routes);
        return routes;
    }

    /**
     * Begins to listen.
     *
     * @throws IllegalStateException where the port is taken
     */
    public void start() {
        try {
            server.start();
        } catch (IllegalStateException e) {
            throw new IllegalStateException(e.getMessage() + "; is another gateway running?", e.getCause());
        }
    }

    /** Every route that is served, as {@code GET /runs/{id}}. */
    public List<String> routes() {
        return router.routes().stream()
                .map(route -> route.method() + " " + route.path())
                .toList();
    }

    public URI uri() {
        return server.uri();
    }

    @Override
    public void close() {
        logStreams.close();
        server.close();
    }
}
