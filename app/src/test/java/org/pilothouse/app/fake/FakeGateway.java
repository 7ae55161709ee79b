package org.pilothouse.app.fake;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.ErrorBody;
import org.pilothouse.protocol.Features;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.environment.Environment;
import org.pilothouse.protocol.environment.EnvironmentDefaults;
import org.pilothouse.protocol.environment.EnvironmentHost;
import org.pilothouse.protocol.environment.EnvironmentRequests;
import org.pilothouse.protocol.environment.EnvironmentResponses;
import org.pilothouse.protocol.environment.EnvironmentStatus;
import org.pilothouse.protocol.frame.EventTypes;
import org.pilothouse.protocol.node.NodeInfo;

/**
 * A gateway that speaks the real protocol over HTTP and WebSocket, with a script in place of containers. Everything that
 * it is asked to change it changes at once, and says so by events.
 */
public final class FakeGateway implements AutoCloseable {
    public static final String TOKEN = "test-token";

    private final Map<String, Environment> environments = new LinkedHashMap<>();
    private final Map<String, EnvironmentHost> hosts = new LinkedHashMap<>();
    private final List<NodeInfo> nodes = new CopyOnWriteArrayList<>();
    private final Map<String, FakeLog> logs = new ConcurrentHashMap<>();
    private final Map<String, ErrorBody> refusals = new ConcurrentHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final FakeEvents events = new FakeEvents();
    private final FakeWork work = new FakeWork(events);
    private final FakeTokens tokens = new FakeTokens();
    private volatile Features features = new Features(
            "pilothouse",
            "0.1.0",
            Set.of(
                    Features.ENVIRONMENT_EVENTS,
                    Features.LOG_STREAM,
                    Features.TAKEOVER_TICKET,
                    Features.ENVIRONMENT_RUNTIME));
    private @Nullable MockWebServer server;
    private final int port = freePort();
    private final List<EnvironmentResponses.TakeoverRequest> takeoversAsked = new CopyOnWriteArrayList<>();
    private volatile @Nullable Supplier<MockResponse> takeover;

    public FakeGateway() {
        comeUp();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /** Every request so far as {@code METHOD /path}. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    public synchronized FakeGateway with(EnvironmentHost host) {
        hosts.put(host.hostId(), host);
        events.send(EventTypes.HOST_UPDATED, Map.of("host", host));
        return this;
    }

    public synchronized FakeGateway with(Environment environment) {
        environments.put(environment.environmentId(), environment);
        events.send(EventTypes.ENVIRONMENT_UPDATED, Map.of("environment", environment));
        return this;
    }

    public FakeGateway with(NodeInfo node) {
        nodes.add(node);
        return this;
    }

    public FakeGateway with(Features changed) {
        features = changed;
        return this;
    }

    /** Beside those that it has. */
    public FakeGateway withFeatures(String... names) {
        Set<String> all = new HashSet<>(features.features());
        all.addAll(List.of(names));
        features = new Features(features.gateway(), features.version(), all);
        return this;
    }

    /** Runs, approvals and what belongs to them. */
    public FakeWork work() {
        return work;
    }

    /** Who may use it. */
    public FakeTokens tokens() {
        return tokens;
    }

    /** What tickets were given for, oldest first. */
    public List<EnvironmentResponses.TakeoverRequest> takeoversAsked() {
        return takeoversAsked;
    }

    /** What the takeover WebSocket is answered with. */
    public FakeGateway withTakeover(Supplier<MockResponse> answer) {
        takeover = answer;
        return this;
    }

    public synchronized Environment change(String id, UnaryOperator<Environment> change) {
        Environment changed = change.apply(environments.get(id));
        with(changed);
        return changed;
    }

    public synchronized void remove(String id) {
        environments.remove(id);
        events.send(EventTypes.ENVIRONMENT_DELETED, Map.of("environment_id", id));
    }

    public synchronized @Nullable Environment environment(String id) {
        return environments.get(id);
    }

    public synchronized List<Environment> environments() {
        return List.copyOf(environments.values());
    }

    public FakeLog log(String environmentId) {
        return logs.computeIfAbsent(environmentId, id -> new FakeLog());
    }

    /** Answers the next request of that {@code METHOD /path} with a refusal. */
    public void refuse(String methodAndPath, int status, String code, String message, @Nullable String field) {
        refusals.put(methodAndPath, ErrorBody.problem(status, code, message, field));
    }

    /** The gateway is gone: connections drop, and nothing listens. */
    public synchronized void goAway() {
        if (server != null) {
            events.dropAll();
            logs.values().forEach(FakeLog::close);
            server.close();
            server = null;
        }
    }

    /** It is back at the same address. */
    public synchronized void comeUp() {
        try {
            MockWebServer fresh = new MockWebServer();
            fresh.setDispatcher(new Dispatcher() {
                @Override
                public MockResponse dispatch(RecordedRequest request) {
                    return answer(request);
                }
            });
            fresh.start(InetAddress.getLoopbackAddress(), port);
            server = fresh;
        } catch (IOException e) {
            throw new IllegalStateException("the fake gateway could not listen", e);
        }
    }

    /** A port that is named can be had again at once; one that the system chose is held for a minute. */
    private static int freePort() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("there is no free port", e);
        }
    }

    @Override
    public void close() {
        goAway();
    }

    private MockResponse answer(RecordedRequest request) {
        String path = request.getUrl().encodedPath();
        String call = request.getMethod() + " " + path;
        calls.add(call);
        ErrorBody refused = refusals.remove(call);
        if (refused != null) {
            return json(refused.status() == null ? 400 : refused.status(), refused);
        }
        if (path.startsWith("/takeover/")) {
            Supplier<MockResponse> answer = takeover;
            return answer == null ? refusal(404, "not_found", "There is no such takeover.") : answer.get();
        }
        if (!("Bearer " + TOKEN).equals(request.getHeaders().get("Authorization"))) {
            return refusal(401, "unauthorized", "The token is not valid.");
        }
        MockResponse ofTokens = tokens.answer(request);
        if (ofTokens != null) {
            return ofTokens;
        }
        MockResponse ofWork = work.answer(request);
        if (ofWork != null) {
            return ofWork;
        }
        return switch (path) {
            case "/features" -> json(200, features);
            case "/ws" -> events.upgrade();
            case "/desktop-environment-hosts" -> json(200, new EnvironmentResponses.Hosts("ok", hostList()));
            case "/nodes" -> json(200, new NodeInfo.Many("ok", Instant.now(), List.copyOf(nodes)));
            case "/config/desktop-environments/defaults" ->
                json(200, new EnvironmentDefaults("ok", "pilothouse/sandbox:0.1.0", 1, null, null, null, null));
            case "/desktop-environments" ->
                request.getMethod().equals("POST")
                        ? create(request)
                        : json(200, new EnvironmentResponses.Many("ok", environments()));
            default ->
                path.startsWith("/desktop-environments/")
                        ? ofOne(request, path.substring("/desktop-environments/".length()))
                        : refusal(404, "not_found", "There is no such path.");
        };
    }

    private synchronized List<EnvironmentHost> hostList() {
        return List.copyOf(hosts.values());
    }

    private MockResponse create(RecordedRequest request) {
        var wanted = Json.LENIENT.readValue(request.getBody().utf8(), EnvironmentRequests.Create.class);
        boolean start = Boolean.TRUE.equals(wanted.desiredRunning());
        Environment made = Samples.environment(UUID.randomUUID().toString(), wanted.label())
                .host(wanted.hostId())
                .image(wanted.imageRef() == null ? "pilothouse/sandbox:0.1.0" : wanted.imageRef())
                .display(wanted.display())
                .limits(wanted.limits())
                .status(start ? EnvironmentStatus.STARTING : EnvironmentStatus.STOPPED)
                .build();
        with(made);
        return json(201, new EnvironmentResponses.One("ok", made));
    }

    private MockResponse ofOne(RecordedRequest request, String rest) {
        String[] parts = rest.split("/", 2);
        String id = parts[0];
        Environment environment = environment(id);
        if (environment == null) {
            return refusal(404, "not_found", "There is no environment " + id + ".");
        }
        String verb = parts.length > 1 ? parts[1] : "";
        return switch (verb) {
            case "" -> request.getMethod().equals("DELETE") ? delete(id) : one(environment);
            case "start" ->
                one(change(
                        id,
                        e -> Samples.of(e).status(EnvironmentStatus.STARTING).build()));
            case "stop" ->
                one(change(
                        id, e -> Samples.of(e).status(EnvironmentStatus.STOPPED).build()));
            case "reset" ->
                one(change(
                        id,
                        e -> Samples.of(e).status(EnvironmentStatus.STARTING).build()));
            case "logs" -> json(200, new EnvironmentResponses.Logs("ok", id, log(id).texts()));
            case "logs/stream" -> log(id).stream(request.getHeaders().get("Last-Event-ID"));
            case "takeover-ticket" -> ticket(request);
            default -> refusal(404, "not_found", "There is no such path.");
        };
    }

    private MockResponse ticket(RecordedRequest request) {
        EnvironmentResponses.TakeoverRequest asked =
                Json.LENIENT.readValue(request.getBody().utf8(), EnvironmentResponses.TakeoverRequest.class);
        takeoversAsked.add(asked);
        return json(
                201,
                new EnvironmentResponses.TakeoverTicket(
                        "ok",
                        new EnvironmentResponses.Takeover(
                                "takeover-1",
                                "ticket",
                                "takeover/1",
                                asked.mode(),
                                Instant.now().plusSeconds(30))));
    }

    private MockResponse delete(String id) {
        remove(id);
        return json(200, new EnvironmentResponses.Deleted("ok", true));
    }

    private static MockResponse one(Environment environment) {
        return json(200, new EnvironmentResponses.One("ok", environment));
    }

    private static MockResponse refusal(int status, String code, String message) {
        return json(status, ErrorBody.problem(status, code, message, null));
    }

    static MockResponse json(int status, Object body) {
        return new MockResponse.Builder()
                .code(status)
                .addHeader("Content-Type", "application/json")
                .body(Json.LENIENT.writeValueAsString(body))
                .build();
    }
}
