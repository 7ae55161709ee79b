package org.pilothouse.gateway.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.pilothouse.gateway.GatewayConfig;
import org.pilothouse.gateway.LocalGateway;
import org.pilothouse.gateway.engine.FleetEngine;
import org.pilothouse.gateway.identity.RateLimits;
import org.pilothouse.protocol.Json;
import tools.jackson.databind.JsonNode;

/** A gateway over an engine in memory (or any other), with a plain HTTP client. */
public final class TestGateway implements AutoCloseable {
    public final LocalGateway gateway;
    private final HttpClient http = HttpClient.newHttpClient();

    private TestGateway(LocalGateway gateway) {
        this.gateway = gateway;
    }

    public static TestGateway start(Path state, FleetEngine engine) {
        return start(state, engine, config -> config);
    }

    public static TestGateway start(Path state, FleetEngine engine, UnaryOperator<GatewayConfig> change) {
        GatewayConfig config = GatewayConfig.at(state)
                .withEngines(() -> List.of(engine))
                .withDefaultImage("test/image:1")
                .withRates(new RateLimits.Settings(1e6, 1e6, 1e6))
                .withTimes(Duration.ofMillis(500), Duration.ofSeconds(15), Duration.ofSeconds(45));
        return new TestGateway(LocalGateway.start(change.apply(config)));
    }

    public record Reply(int status, JsonNode body, HttpResponse<String> raw) {
        public String text(String pointer) {
            return body.at(pointer).asString("");
        }
    }

    public Reply get(String path) {
        return call("GET", path, null);
    }

    public Reply post(String path, String body) {
        return call("POST", path, body);
    }

    public Reply call(String method, String path, String body) {
        return call(method, path, body, Map.of("Authorization", "Bearer " + gateway.token()));
    }

    /** With another token than the gateway's first one. */
    public Reply as(String token, String method, String path, String body) {
        return call(method, path, body, Map.of("Authorization", "Bearer " + token));
    }

    /** A new token, as the answer to {@code POST /auth/tokens/issue}. */
    public Reply issue(String name, String role, String members) {
        Reply reply = post(
                "/auth/tokens/issue", "{\"display_name\":\"" + name + "\",\"role\":\"" + role + "\"" + members + "}");
        if (reply.status() != 201) {
            throw new AssertionError(reply.raw().body());
        }
        return reply;
    }

    public Reply call(String method, String path, String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(30))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            JsonNode json = response.body().startsWith("{") ? Json.LENIENT.readTree(response.body()) : null;
            return new Reply(response.statusCode(), json, response);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public URI uri(String path) {
        return URI.create(gateway.uri() + path);
    }

    public HttpClient http() {
        return http;
    }

    public String hostId() {
        return get("/desktop-environment-hosts").text("/hosts/0/host_id");
    }

    /** Creates an environment and returns its id. */
    public String create(boolean start) {
        Reply reply = post(
                "/desktop-environments",
                "{\"host_id\":\"" + hostId() + "\",\"label\":\"desk\",\"desired_running\":" + start + "}");
        if (reply.status() != 201) {
            throw new AssertionError("create failed: " + reply);
        }
        return reply.text("/environment/environment_id");
    }

    public JsonNode environment(String id) {
        return get("/desktop-environments/" + id).body().path("environment");
    }

    public String status(String id) {
        return environment(id).path("status").asString("gone");
    }

    public void awaitStatus(String id, String status) {
        await("status " + status, () -> status.equals(status(id)));
    }

    /** Waits until the condition holds, at most 10 s. */
    public static void await(String what, Callable<Boolean> condition) {
        await(what, Duration.ofSeconds(10), condition);
    }

    public static void await(String what, Duration longest, Callable<Boolean> condition) {
        long end = System.nanoTime() + longest.toNanos();
        try {
            while (!condition.call()) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("not within " + longest + ": " + what);
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        gateway.close();
    }
}
