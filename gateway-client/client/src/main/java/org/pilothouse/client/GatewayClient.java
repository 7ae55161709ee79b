package org.pilothouse.client;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.pilothouse.protocol.Features;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way to talk to a gateway, be it a Tyrum gateway, a Pilothouse gateway elsewhere, or the one embedded in this
 * process. Calls block and are meant for virtual threads; they throw {@link GatewayException} and nothing else. Thread
 * safe.
 */
public final class GatewayClient implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(GatewayClient.class);

    private final GatewayProfile profile;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final OkHttpClient okHttp;
    private final FeatureProbe features;
    private final Environments environments;
    private final Nodes nodes;
    private final Pairings pairings;
    private final Runs runs;
    private final Approvals approvals;
    private final Artifacts artifacts;
    private final Policies policy;
    private final ActivityLog activity;
    private final Identities identities;
    private final Takeovers takeovers;
    private final GatewayEvents events;

    public GatewayClient(GatewayProfile profile) {
        this(profile, Timing.DEFAULT);
    }

    GatewayClient(GatewayProfile profile, Timing timing) {
        this.profile = profile;
        Dispatcher dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequests(256);
        dispatcher.setMaxRequestsPerHost(256);
        this.okHttp = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectTimeout(timing.connect())
                .readTimeout(timing.answer())
                .writeTimeout(timing.answer())
                .pingInterval(timing.ping())
                .webSocketCloseTimeout(timing.close())
                .followRedirects(false)
                .build();
        HttpCalls http = new HttpCalls(okHttp, profile);
        this.features = new FeatureProbe(http);
        this.environments = new Environments(http, okHttp, features);
        this.nodes = new Nodes(http);
        this.pairings = new Pairings(http);
        this.runs = new Runs(http);
        this.approvals = new Approvals(http);
        this.artifacts = new Artifacts(http);
        this.policy = new Policies(http);
        this.activity = new ActivityLog(http);
        this.identities = new Identities(http);
        this.takeovers = new Takeovers(http, okHttp, features);
        this.events = new GatewayEvents(okHttp, http, profile, timing, threads);
    }

    public GatewayProfile profile() {
        return profile;
    }

    /** What this gateway can do; asked once and kept until the connection was lost. */
    public Features features() throws GatewayException {
        return features.get();
    }

    /** Environments, hosts, defaults, logs. */
    public Environments environments() {
        return environments;
    }

    /** Nodes and dispatches. */
    public Nodes nodes() {
        return nodes;
    }

    public Pairings pairings() {
        return pairings;
    }

    public Runs runs() {
        return runs;
    }

    public Approvals approvals() {
        return approvals;
    }

    public Artifacts artifacts() {
        return artifacts;
    }

    /** Only where the features name {@link Features#POLICY}. */
    public Policies policy() {
        return policy;
    }

    /** Only where the features name {@link Features#ACTIVITY}. */
    public ActivityLog activity() {
        return activity;
    }

    /** Who may use the gateway, and who one is oneself. */
    public Identities identities() {
        return identities;
    }

    /** Opens takeover connections. */
    public Takeovers takeovers() {
        return takeovers;
    }

    /** The gateway's event stream: connects, reconnects, tells of gaps. */
    public GatewayEvents events() {
        return events;
    }

    /** Ends the event stream and every open call and takeover. */
    @Override
    public void close() {
        log.debug("closing the client of {}", profile);
        events.close();
        okHttp.dispatcher().cancelAll();
        okHttp.connectionPool().evictAll();
        threads.shutdownNow();
    }
}
