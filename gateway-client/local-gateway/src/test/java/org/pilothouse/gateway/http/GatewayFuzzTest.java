package org.pilothouse.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.gateway.identity.AccessTable;
import org.pilothouse.gateway.testing.FakeEngine;
import org.pilothouse.gateway.testing.FakeExec;
import org.pilothouse.gateway.testing.FakeNode;
import org.pilothouse.gateway.testing.TestGateway;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.frame.Frame;
import org.pilothouse.protocol.frame.Handshake;
import org.pilothouse.protocol.identity.DeviceIdentity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/**
 * Every route and operation with input that nobody would send: no 500, nothing of the gateway's inside in an answer, and
 * nothing left behind. {@code -Dpilothouse.soak.seconds} makes it long, {@code -Dpilothouse.fuzz.seed} another one.
 */
class GatewayFuzzTest {
    private static final Logger log = LoggerFactory.getLogger(GatewayFuzzTest.class);
    private static final long SECONDS = Long.getLong("pilothouse.soak.seconds", 8);
    private static final long SEED = Long.getLong("pilothouse.fuzz.seed", 6);
    private static final int ANSWER_MILLIS = 20_000;

    private static final List<String> BODIES = List.of(
            "{\"host_id\":\"HOST\",\"label\":\"x\",\"image_ref\":\"test/image:1\",\"desired_running\":false,"
                    + "\"display\":{\"width\":1280,\"height\":800},\"limits\":{\"memory_mb\":1024,\"cpus\":1.5,\"pids\":100}}",
            "{\"mode\":\"view\",\"force\":true,\"reason\":\"x\",\"browser\":true}",
            "{\"trust_level\":\"local\",\"capability_allowlist\":[{\"id\":\"tyrum.desktop.act\",\"version\":\"1.0.0\"}],\"reason\":\"r\"}",
            "{\"conversation_key\":\"agent:default:main\",\"steps\":[{\"type\":\"Desktop\",\"args\":{\"op\":\"act\","
                    + "\"target\":{\"kind\":\"a11y\",\"name\":\"A\"},\"action\":{\"kind\":\"click\"}},\"max_attempts\":2}],"
                    + "\"environment\":\"ENV\",\"budgets\":{\"max_duration_ms\":1}}",
            "{\"decision\":\"approved\",\"reason\":\"r\",\"mode\":\"once\"}",
            "{\"expected_revision\":1,\"rules\":[{\"rule_id\":\"a\",\"operations\":[\"act\"],\"decision\":\"ask\",\"reason\":\"r\"}]}",
            "{\"display_name\":\"Ann\",\"role\":\"operator\",\"scopes\":[\"operator.read\"],\"ttl_seconds\":600,\"kind\":\"agent\"}",
            "{\"token_id\":\"x\"}",
            "{\"default_image_ref\":\"test/image:1\",\"reason\":\"r\"}",
            "{\"input\":{\"display\":\"primary\"},\"timeout_ms\":10}",
            "{\"workflow_run_id\":\"x\",\"reason\":\"r\"}",
            "{\"token\":\"x\"}");
    private static final List<String> VALUES = List.of(
            "null",
            "[]",
            "{}",
            "true",
            "-1",
            "0",
            "1e400",
            "99999999999999999999",
            "0.1",
            "\"\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"" + "x".repeat(5000) + "\"",
            "[null]",
            "[[[[[[]]]]]]",
            "\"unknown\"",
            "\"*\"",
            "{\"a\":{\"b\":[1,2,{\"c\":null}]}}",
            "\"' OR 1=1 --\"",
            "\"../../etc/passwd\"");
    private static final List<String> SEGMENTS = List.of(
            "7",
            "0",
            "-1",
            "nope",
            "%00",
            "%2e%2e",
            "%ff",
            "%",
            "a%2fb",
            "%F0%9F%98%80",
            "9223372036854775808",
            "x".repeat(2000),
            "'%20OR%201=1",
            "ENV",
            "ENV",
            "ENV");
    private static final List<String> QUERIES = List.of(
            "",
            "",
            "?limit=0",
            "?limit=1",
            "?limit=x",
            "?cursor=-1",
            "?cursor=5",
            "?status=running",
            "?status=%ff",
            "?sensitive=true",
            "?capability=tyrum.desktop",
            "?a=%",
            "?environment_id=%00",
            "?after=x",
            "?limit=1&limit=2",
            "?cursor=99999999999999999999");
    private static final List<String> HEADERS = List.of(
            "",
            "",
            "",
            "X-Operator: %00\r\n",
            "X-Operator: %\r\n",
            "Last-Event-ID: x\r\n",
            "Last-Event-ID: 5\r\n",
            "Accept: */*\r\n",
            "Content-Type: text/xml\r\n",
            "Range: bytes=0-\r\n",
            "x-request-id: {}\r\n",
            "Cookie: pilothouse_takeover=x\r\n",
            "Upgrade: websocket\r\nConnection: Upgrade\r\n",
            "Cookie: " + "y".repeat(3000) + "\r\n");
    private static final List<String> INSIDES =
            List.of("org.pilothouse", "tools.jackson", "java.lang", "Exception", "sqlite", "SELECT ", "\tat ");

    @TempDir
    Path state;

    private final Random random = new Random(SEED);
    private TestGateway gateway;
    private String environment = "";
    private String host = "";

    private record Answered(int status, String head, String body) {}

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    @Test
    @Timeout(3600)
    void whateverIsAskedIsAnswered() throws Exception {
        try (TestGateway started = start()) {
            gateway = started;
            environment = gateway.create(true);
            host = gateway.hostId();
            List<String> routes = new ArrayList<>(AccessTable.routes().keySet());
            routes.sort(null);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            long count = 0;
            List<String> wrong = new ArrayList<>();
            while (System.nanoTime() < end && wrong.size() < 5) {
                String request = request(pick(routes));
                Answered answer = ask(request);
                count++;
                problem(answer).ifPresent(problem -> wrong.add(problem + " for " + shown(request) + " -> " + answer));
            }
            assertEquals(List.of(), wrong);
            assertTrue(count > 20, "only " + count);
            assertEquals(200, gateway.get("/status").status());
            assertTrue(gateway.get("/activity/verify").body().path("valid").asBoolean());
            log.info("fuzz: {} requests, seed {}", count, SEED);
        }
    }

    private TestGateway start() {
        FakeEngine engine = new FakeEngine();
        engine.programs = (container, command) -> new FakeExec();
        return TestGateway.start(state, engine);
    }

    private String request(String route) {
        String method = route.substring(0, route.indexOf(' '));
        if (method.equals("*") || random.nextInt(40) == 0) {
            method = pick(List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "TRACE", "BREW"));
        }
        StringBuilder path = new StringBuilder();
        for (String part : route.substring(route.indexOf('/') + 1).split("/")) {
            path.append('/').append(part.startsWith("{") ? pick(SEGMENTS) : part);
        }
        String token = random.nextInt(30) == 0 ? "wrong" : gateway.gateway.token();
        byte[] body = body().getBytes(StandardCharsets.UTF_8);
        String target = (path + pick(QUERIES)).replace("ENV", environment);
        return method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                + token + "\r\n" + pick(HEADERS) + "Content-Length: " + body.length + "\r\n\r\n"
                + new String(body, StandardCharsets.UTF_8);
    }

    /** One of the bodies that there are, with something else in the place of one of its values, or no JSON at all. */
    private String body() {
        String seed = pick(BODIES).replace("HOST", host).replace("ENV", environment);
        return switch (random.nextInt(6)) {
            case 0 ->
                pick(List.of(
                        "",
                        "{",
                        "[]",
                        "null",
                        "\u0000",
                        "{\"a\":1}{}",
                        "[".repeat(5000),
                        "{\"a\":".repeat(300),
                        "<x/>"));
            case 1 -> seed;
            case 2 -> seed.substring(0, random.nextInt(seed.length()));
            default -> mutated(seed);
        };
    }

    private String mutated(String seed) {
        ObjectNode object = (ObjectNode) Json.LENIENT.readTree(seed);
        for (ObjectNode at = object; ; ) {
            List<String> names = new ArrayList<>(at.propertyNames());
            if (names.isEmpty()) {
                return object.toString();
            }
            String name = pick(names);
            if (at.get(name) instanceof ObjectNode inner && random.nextBoolean()) {
                at = inner;
                continue;
            }
            switch (random.nextInt(4)) {
                case 0 -> at.remove(name);
                case 1 -> at.put("unknown_" + random.nextInt(3), 1);
                default -> at.putRawValue(name, new RawValue(pick(VALUES)));
            }
            return object.toString();
        }
    }

    private Answered ask(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", gateway.gateway.uri().getPort())) {
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            return read(socket.getInputStream());
        }
    }

    private static Answered read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return new Answered(-1, head.toString(StandardCharsets.ISO_8859_1), "");
            }
            head.write(next);
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        int status = Integer.parseInt(text.substring(9, 12));
        // a stream would go on for ever
        boolean endless = text.contains("text/event-stream");
        byte[] body;
        try {
            body = endless ? new byte[0] : in.readNBytes(1_000_000);
        } catch (SocketTimeoutException e) {
            return new Answered(-2, text, "");
        }
        return new Answered(status, text, new String(body, StandardCharsets.UTF_8));
    }

    private Optional<String> problem(Answered answer) {
        if (answer.status() < 200 || answer.status() == 500 || answer.status() > 503) {
            return Optional.of("status " + answer.status());
        }
        if (answer.status() < 400) {
            return Optional.empty();
        }
        return Stream.concat(INSIDES.stream(), Stream.of(gateway.gateway.token(), state.toString()))
                .filter(answer.body()::contains)
                .findFirst()
                .map(inside -> "it tells " + inside);
    }

    private String shown(String request) {
        return request.replace(gateway.gateway.token(), "TOKEN").substring(0, Math.min(600, request.length() - 40));
    }

    /** A connection that says anything. */
    private static final class Talker implements WebSocket.Listener {
        final CompletableFuture<Integer> closed = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            closed.complete(-1);
        }
    }

    @Test
    @Timeout(3600)
    void whateverIsSaidOnAWebSocketIsHeard() throws Exception {
        try (TestGateway started = start()) {
            gateway = started;
            environment = gateway.create(false);
            host = gateway.hostId();
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            List<String> operations = new ArrayList<>(AccessTable.operations().keySet());
            operations.sort(null);
            long count = 0;
            while (System.nanoTime() < end) {
                count += beforeTheHandshake();
                count += afterIt(operations);
            }
            TestGateway.await(
                    "no connection is left",
                    Duration.ofSeconds(30),
                    () -> gateway.get("/status").body().at("/ws/totalClients").asInt() == 0);
            log.info("fuzz: {} messages, seed {}", count, SEED);
        }
    }

    private long beforeTheHandshake() {
        Talker talker = new Talker();
        WebSocket socket = gateway.http()
                .newWebSocketBuilder()
                .subprotocols(Frame.SUBPROTOCOL)
                .header("Authorization", "Bearer " + gateway.gateway.token())
                .buildAsync(ws(), talker)
                .join();
        long said = 0;
        try {
            for (int i = 0; i < 5; i++) {
                socket.sendText(frame(List.of(Handshake.INIT, Handshake.PROOF, "ping")), true)
                        .join();
                said++;
            }
        } catch (CompletionException e) {
            // closed, as it should be
        }
        socket.abort();
        assertTrue(talker.closed.getNow(4003) != 1011, "the gateway failed on a frame");
        return said;
    }

    private URI ws() {
        return URI.create(gateway.gateway.uri().toString().replace("http", "ws") + "/ws");
    }

    private long afterIt(List<String> operations) throws Exception {
        try (FakeNode peer = FakeNode.direct(
                        gateway.gateway.uri(),
                        gateway.gateway.token(),
                        DeviceIdentity.generate(),
                        Handshake.ROLE_CLIENT)
                .awaitAccepted()) {
            for (int i = 0; i < 50; i++) {
                String type = random.nextInt(10) == 0 ? "no.such" : pick(operations);
                // half a character cannot be sent by this client
                String body = mutated(pick(BODIES).replace("ENV", environment)).replace("\\ud800", "?");
                JsonNode payload = Json.LENIENT.readTree(body);
                peer.send(Frame.Request.of("f" + i, type, payload));
                JsonNode answer = peer.await(type);
                String said = answer.toString();
                assertTrue(INSIDES.stream().noneMatch(said::contains), said);
                assertTrue(!answer.at("/error/code").asString("").equals("internal_error"), said);
            }
            assertTrue(!peer.closeCode.isDone(), "it is still there");
            return 50;
        }
    }

    private String frame(List<String> types) {
        return switch (random.nextInt(5)) {
            case 0 -> pick(List.of("", "{", "null", "[]", "\u0000", "5", "\"x\"", "[".repeat(5000)));
            case 1 -> "{\"request_id\":" + pick(VALUES) + ",\"type\":" + pick(VALUES) + ",\"payload\":{}}";
            case 2 -> "{\"event_id\":\"e\",\"type\":\"x\",\"occurred_at\":" + pick(VALUES) + ",\"payload\":{}}";
            case 3 -> "{\"request_id\":\"r\",\"type\":\"" + pick(types) + "\",\"ok\":" + pick(VALUES) + "}";
            default ->
                "{\"request_id\":\"r\",\"type\":\"" + pick(types) + "\",\"payload\":"
                        + mutated(
                                "{\"protocol_rev\":2,\"role\":\"client\",\"device\":{\"device_id\":\"x\",\"pubkey\":\"y\"},"
                                        + "\"capabilities\":[],\"connection_id\":\"c\",\"proof\":\"p\"}")
                        + "}";
        };
    }
}
