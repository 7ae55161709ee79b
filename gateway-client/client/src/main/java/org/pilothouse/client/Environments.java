package org.pilothouse.client;

import java.util.List;
import okhttp3.OkHttpClient;
import org.pilothouse.protocol.Features;
import org.pilothouse.protocol.environment.Environment;
import org.pilothouse.protocol.environment.EnvironmentDefaults;
import org.pilothouse.protocol.environment.EnvironmentHost;
import org.pilothouse.protocol.environment.EnvironmentRequests;
import org.pilothouse.protocol.environment.EnvironmentResponses;

/** Environments and the hosts that they run on. */
public final class Environments {
    private static final String ROOT = "desktop-environments";
    private static final String DEFAULTS = "config/desktop-environments/defaults";

    private final HttpCalls http;
    private final OkHttpClient okHttp;
    private final FeatureProbe features;

    Environments(HttpCalls http, OkHttpClient okHttp, FeatureProbe features) {
        this.http = http;
        this.okHttp = okHttp;
        this.features = features;
    }

    public List<EnvironmentHost> hosts() throws GatewayException {
        return http.get("desktop-environment-hosts", EnvironmentResponses.Hosts.class)
                .hosts();
    }

    public List<Environment> list() throws GatewayException {
        return http.get(ROOT, EnvironmentResponses.Many.class).environments();
    }

    public Environment get(String environmentId) throws GatewayException {
        return http.get(path(environmentId), EnvironmentResponses.One.class).environment();
    }

    public Environment create(EnvironmentRequests.Create request) throws GatewayException {
        return http.post(ROOT, request, EnvironmentResponses.One.class).environment();
    }

    public Environment patch(String environmentId, EnvironmentRequests.Patch request) throws GatewayException {
        return http.patch(path(environmentId), request, EnvironmentResponses.One.class)
                .environment();
    }

    /** Wants it running; returns at once with the record as it is now. */
    public Environment start(String environmentId) throws GatewayException {
        return act(environmentId, "start");
    }

    /** Wants it stopped; its files are kept. */
    public Environment stop(String environmentId) throws GatewayException {
        return act(environmentId, "stop");
    }

    /** Throws its files away and begins again from the image. */
    public Environment reset(String environmentId) throws GatewayException {
        return act(environmentId, "reset");
    }

    /**
     * Removes it and everything that belongs to it.
     *
     * @return false where there was no such environment
     */
    public boolean delete(String environmentId) throws GatewayException {
        return http.delete(path(environmentId), EnvironmentResponses.Deleted.class)
                .deleted();
    }

    /** The last lines of its log, at most 200. */
    public List<String> logs(String environmentId) throws GatewayException {
        return http.get(path(environmentId) + "/logs", EnvironmentResponses.Logs.class)
                .logs();
    }

    /**
     * Follows its log from the line after {@code afterSequence} (0 = from the oldest line kept) until closed. Lines come on
     * a virtual thread of the stream. On a gateway without a stream the last lines are polled.
     */
    public LogFollower followLogs(String environmentId, long afterSequence, LogFollower.Listener listener)
            throws GatewayException {
        return features.get().has(Features.LOG_STREAM)
                ? new LogFollower.Streaming(http, okHttp, path(environmentId) + "/logs/stream", afterSequence, listener)
                : new LogFollower.Polling(() -> logs(environmentId), listener);
    }

    public EnvironmentDefaults defaults() throws GatewayException {
        return http.get(DEFAULTS, EnvironmentDefaults.class);
    }

    public EnvironmentDefaults putDefaults(EnvironmentRequests.PutDefaults request) throws GatewayException {
        return http.put(DEFAULTS, request, EnvironmentDefaults.class);
    }

    private Environment act(String environmentId, String verb) throws GatewayException {
        return http.post(path(environmentId) + "/" + verb, null, EnvironmentResponses.One.class)
                .environment();
    }

    static String path(String environmentId) {
        return ROOT + "/" + HttpCalls.segment(environmentId);
    }
}
