package org.pilothouse.gateway;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.pilothouse.gateway.activity.ActivityAnchor;
import org.pilothouse.gateway.activity.ActivityLog;
import org.pilothouse.gateway.approval.Approvals;
import org.pilothouse.gateway.artifact.Artifacts;
import org.pilothouse.gateway.artifact.RetentionSweep;
import org.pilothouse.gateway.control.ControlPlane;
import org.pilothouse.gateway.http.GatewayServer;
import org.pilothouse.gateway.identity.RateLimits;
import org.pilothouse.gateway.identity.Tokens;
import org.pilothouse.gateway.operator.OperatorServices;
import org.pilothouse.gateway.policy.Policies;
import org.pilothouse.gateway.run.Runs;
import org.pilothouse.gateway.store.ActivityStore;
import org.pilothouse.gateway.store.Database;
import org.pilothouse.gateway.ws.GatewaySockets;
import org.pilothouse.protocol.identity.Scope;

/**
 * A running gateway, and the one place where its parts are put together: store, control plane over the fleet, WebSockets
 * with the relays behind them, HTTP. It may be killed at any moment; the next one on the same state directory goes on.
 */
public final class LocalGateway implements AutoCloseable {
    private static final String VERSION = version();

    private final GatewayServer http;
    private final String token;
    private final Deque<AutoCloseable> parts;

    private LocalGateway(GatewayServer http, String token, Deque<AutoCloseable> parts) {
        this.http = http;
        this.token = token;
        this.parts = parts;
    }

    /**
     * Starts a gateway. An engine that does not answer does not keep it from starting.
     *
     * @throws IllegalStateException where the state directory or the port cannot be had; the message says what helps
     */
    public static LocalGateway start(GatewayConfig config) {
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        try {
            StateDirectory state = push(parts, StateDirectory.open(config.stateDirectory()));
            Database database = push(parts, Database.open(state.database(), config.faultPoints()));
            ActivityAnchor anchor =
                    ActivityAnchor.open(config.activityHead().orElse(state.activityHead()), state.activityKey());
            ActivityLog activity =
                    push(parts, new ActivityLog(new ActivityStore(database), config.clock(), Optional.of(anchor)));
            ControlPlane control = push(
                    parts,
                    new ControlPlane(
                            database,
                            activity,
                            new ControlPlane.Settings(
                                    config.engines().get(),
                                    config.extraLabels(),
                                    config.defaultImageRef(),
                                    VERSION,
                                    config.clock(),
                                    config.times().resync(),
                                    config.times().heartbeat(),
                                    config.times().startUp())));
            Tokens tokens = new Tokens(database, activity, config.clock());
            String token = token(config, tokens);
            OperatorServices services = services(config, state, database, control, tokens, activity);
            push(parts, new RetentionSweep(services.artifacts()));
            GatewaySockets sockets = push(parts, new GatewaySockets(services, config.clock()));
            GatewayServer http = push(
                    parts,
                    new GatewayServer(config.bindAddress(), config.port(), services, sockets, VERSION, config.clock()));
            // first to be closed: a run must not take the end of this gateway for the loss of its node
            push(parts, services.runs());
            http.start();
            control.start(sockets);
            services.runs().start();
            return new LocalGateway(http, token, parts);
        } catch (RuntimeException e) {
            closeAll(parts, e);
            throw e;
        }
    }

    private static OperatorServices services(
            GatewayConfig config,
            StateDirectory state,
            Database database,
            ControlPlane control,
            Tokens tokens,
            ActivityLog activity) {
        Policies policies = new Policies(database, activity, control.events(), config.clock());
        Artifacts artifacts = new Artifacts(
                database,
                state.artifacts(),
                config.runs().artifactLimitBytes(),
                config.retention(),
                activity,
                control.events(),
                config.clock());
        Approvals approvals = new Approvals(
                database,
                config.runs().approvalLife(),
                policies,
                actor -> !tokens.isAnother(Scope.APPROVALS, actor),
                activity,
                control.events(),
                config.clock());
        Runs runs = new Runs(
                database,
                control,
                approvals,
                artifacts,
                policies,
                activity,
                config.runs().desktopPatience(),
                config.clock());
        return new OperatorServices(
                control,
                tokens,
                new RateLimits(config.rates(), activity),
                runs,
                approvals,
                artifacts,
                policies,
                activity);
    }

    private static <T extends AutoCloseable> T push(Deque<AutoCloseable> parts, T part) {
        parts.push(part);
        return part;
    }

    private static String token(GatewayConfig config, Tokens tokens) {
        if (config.token().isEmpty()) {
            return tokens.issueRoot();
        }
        tokens.adoptRoot(config.token().get());
        return config.token().get();
    }

    private static void closeAll(Deque<AutoCloseable> parts, RuntimeException failure) {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) { // AutoCloseable declares nothing narrower
                failure.addSuppressed(e);
            }
        }
    }

    /** Where it listens. */
    public URI uri() {
        return http.uri();
    }

    /** Every route that it serves, as {@code GET /runs/{id}}. */
    public List<String> routes() {
        return http.routes();
    }

    /** The admin token. Secret; stored nowhere but here. */
    public String token() {
        return token;
    }

    /** Stops serving and acting. Sandboxes go on as they are, and are taken up again by the next gateway. */
    @Override
    public void close() {
        IllegalStateException failure = new IllegalStateException("the gateway did not stop cleanly");
        closeAll(parts, failure);
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }

    private static String version() {
        String version = LocalGateway.class.getPackage().getImplementationVersion();
        return version == null ? "0.1.0" : version;
    }

    @Override
    public String toString() {
        return "LocalGateway[" + uri() + "]";
    }
}
