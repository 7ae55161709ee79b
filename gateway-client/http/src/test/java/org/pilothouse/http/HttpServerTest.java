package org.pilothouse.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What every server of ours does, whatever it serves. */
class HttpServerTest {
    private static final String TOKEN = "0123456789abcdef";

    @TempDir
    Path folder;

    private Path socket;
    private HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    record Point(int x, int y) {}

    static final class OutOfPaint extends Exception {
        private static final long serialVersionUID = 1L;
    }

    @BeforeEach
    void start() {
        socket = folder.resolve("api.sock");
        Router router = new Router();
        router.addOpen(
                "GET", "/open", call -> Answer.ok(Map.of("who", call.caller().name())));
        router.add("POST", "/points", call -> Answer.created(call.body(Point.class)));
        router.add("GET", "/points/{id}", call -> Answer.ok(Map.of("id", call.id())));
        router.add(Router.ANY, "/rest/{path*}", call -> Answer.ok(Map.of("rest", call.variable("path"))));
        router.add("GET", "/bug", call -> {
            throw new IllegalStateException("a secret");
        });
        router.add("GET", "/paint", call -> {
            throw new OutOfPaint();
        });
        router.add(
                "GET",
                "/events",
                call -> new Answer.Stream(ServerEvents.CONTENT_TYPE, out -> {
                    out.write(ServerEvents.event(7, "log", "{}"));
                    out.write(ServerEvents.keepAlive());
                }));
        router.add("GET", "/echo", call -> WebSockets.accept(new Echo()));
        JsonMapper mapper = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        server = new HttpServer(
                List.of(new Listen.Tcp("127.0.0.1", 0), new Listen.Unix(socket)),
                new HttpApi(
                        router,
                        new Place("test", Set.of("sandbox")),
                        request -> Bearer.of(request)
                                .filter(token -> Bearer.same(token, TOKEN))
                                .map(_ -> Caller.of("me", "t1"))
                                .orElseThrow(() -> new Refusal(401, "unauthorized", "no token")),
                        new Plain(),
                        mapper,
                        mapper),
                100);
        server.start();
    }

    private static final class Plain implements Refusals {
        @Override
        public Optional<Refusal> of(Exception e) {
            return e instanceof OutOfPaint
                    ? Optional.of(new Refusal(503, "out_of_paint", "There is no paint left."))
                    : Optional.empty();
        }

        @Override
        public Body body(Refusal refusal, String method, String path) {
            return new Body(
                    "application/problem+json",
                    Map.of("code", refusal.code(), "detail", refusal.sentence(), "field", "" + refusal.field()));
        }
    }

    /** Jetty calls it by its interface. */
    public static final class Echo implements Session.Listener.AutoDemanding {
        private Session session;

        @Override
        public void onWebSocketOpen(Session opened) {
            session = opened;
        }

        @Override
        public void onWebSocketText(String message) {
            session.sendText("you said " + message, Callback.NOOP);
        }
    }

    @AfterEach
    void stop() {
        server.close();
        client.close();
        assertFalse(Files.exists(socket));
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri().resolve(path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Authorization", "Bearer " + TOKEN);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private void assertRefused(int status, String code, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        assertTrue(response.body().contains("\"code\":\"" + code + "\""), response.body());
    }

    @Test
    void routesTakeVariablesBodiesAndTails() throws Exception {
        assertEquals(
                "{\"x\":1,\"y\":2}",
                send("POST", "/points", "{\"x\":1,\"y\":2}").body());
        assertEquals("{\"id\":12}", send("GET", "/points/12", "").body());
        assertEquals("{\"rest\":\"a/b c\"}", send("PUT", "/rest/a/b%20c", "").body());
        assertEquals("{\"rest\":\"\"}", send("GET", "/rest", "").body());
        assertEquals("{\"who\":\"nobody\"}", send("GET", "/open", "").body());
        assertEquals(
                "id: 7\nevent: log\ndata: {}\n\n: keep-alive\n\n",
                send("GET", "/events", "").body());
    }

    @Test
    void badRequestsGetOneSentenceAndNeverAServerError() throws Exception {
        assertRefused(404, "not_found", send("GET", "/nowhere", ""));
        assertRefused(405, "method_not_allowed", send("DELETE", "/points", ""));
        assertRefused(400, "invalid_request", send("GET", "/points/x", ""));
        assertRefused(400, "invalid_request", send("POST", "/points", "{"));
        assertRefused(400, "invalid_request", send("POST", "/points", "[]"));
        assertRefused(400, "invalid_request", send("POST", "/points", "null"));
        assertRefused(400, "invalid_request", send("POST", "/points", "{\"x\":1,\"x\":2}"));
        HttpResponse<String> unknown = send("POST", "/points", "{\"x\":1,\"z\":2}");
        assertRefused(400, "invalid_request", unknown);
        assertTrue(unknown.body().contains("\"field\":\"z\""), unknown.body());
        assertRefused(413, "too_large", send("POST", "/points", " ".repeat(Call.MAX_BODY + 1)));
        assertRefused(503, "out_of_paint", send("GET", "/paint", ""));
    }

    @Test
    void aBugIsToldToTheLogOnly() throws Exception {
        HttpResponse<String> response = send("GET", "/bug", "", "x-request-id", "r1");
        assertRefused(500, "internal_error", response);
        assertTrue(response.body().contains("r1"), response.body());
        assertFalse(response.body().contains("secret"), response.body());
    }

    @Test
    void whoProvesNothingLearnsNothing() throws Exception {
        for (String path : List.of("/points/1", "/nowhere")) {
            HttpRequest request =
                    HttpRequest.newBuilder(server.uri().resolve(path)).build();
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertRefused(401, "unauthorized", response);
            assertEquals(
                    "Bearer", response.headers().firstValue("WWW-Authenticate").orElseThrow());
        }
    }

    @Test
    void foreignNamesAndPagesAreTurnedAway() throws Exception {
        assertRefused(403, "forbidden", send("GET", "/open", "", "Origin", "http://evil.example"));
        assertRefused(403, "forbidden", send("GET", "/open", "", "Origin", "null"));
        int port = server.uri().getPort();
        assertEquals(
                200,
                send("GET", "/open", "", "Origin", "http://localhost:" + port).statusCode());
        try (Socket raw = new Socket("127.0.0.1", port)) {
            raw.getOutputStream()
                    .write("GET /open HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(raw.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 403"), answer);
        }
        try (Socket raw = new Socket("127.0.0.1", port)) {
            raw.getOutputStream()
                    .write("GET /open HTTP/1.1\r\nHost: sandbox:2280\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(raw.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
        }
    }

    @Test
    void whatIsNoHttpIsRefusedInTheSameForm() throws Exception {
        for (String line : List.of("GET /points/..%2f..%2fetc HTTP/1.1", "GET /%zz HTTP/1.1", "NONSENSE")) {
            try (Socket raw = new Socket("127.0.0.1", server.uri().getPort())) {
                raw.getOutputStream()
                        .write((line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                String answer = new String(raw.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
                assertTrue(answer.contains("\"code\":\"invalid_request\""), answer);
            }
        }
    }

    @Test
    void aUnixSocketIsForItsOwnerOnly() throws Exception {
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap("GET /open HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII)));
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            ByteBuffer buffer = ByteBuffer.allocate(4096);
            while (channel.read(buffer) >= 0) {
                all.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
            assertTrue(all.toString(StandardCharsets.UTF_8).startsWith("HTTP/1.1 200"), all.toString());
        }
    }

    @Test
    void webSocketsAreUpgradedAfterTheTokenWasProven() throws Exception {
        URI uri = URI.create("ws://127.0.0.1:" + server.uri().getPort() + "/echo");
        CompletableFuture<String> heard = new CompletableFuture<>();
        WebSocket connection = client.newWebSocketBuilder()
                .header("Authorization", "Bearer " + TOKEN)
                .buildAsync(uri, new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
                        heard.complete(data.toString());
                        return null;
                    }
                })
                .get(20, TimeUnit.SECONDS);
        connection.sendText("hello", true);
        assertEquals("you said hello", heard.get(20, TimeUnit.SECONDS));
        connection.abort();
        assertRefused(400, "invalid_request", send("GET", "/echo", ""));
    }
}
