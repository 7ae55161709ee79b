package org.pilothouse.client;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.WebSocketListener;

/** An HTTP server that answers what a test tells it to; 404 for all else. */
final class FakeGateway implements AutoCloseable {
    static final Timing QUICK = new Timing(
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofMillis(200),
            Duration.ofMillis(20),
            Duration.ofMillis(100),
            Duration.ofSeconds(3));

    private final MockWebServer server = new MockWebServer();
    private final Map<String, MockResponse> answers = new ConcurrentHashMap<>();
    private final Map<String, WebSocketListener> sockets = new ConcurrentHashMap<>();

    FakeGateway() throws Exception {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                String path = request.getUrl().encodedPath();
                WebSocketListener listener = sockets.get(path);
                if (listener != null) {
                    return new MockResponse.Builder()
                            .addHeader(
                                    "Sec-WebSocket-Protocol",
                                    request.getHeaders().get("Sec-WebSocket-Protocol"))
                            .webSocketUpgrade(listener)
                            .build();
                }
                MockResponse answer = answers.get(request.getMethod() + " " + path);
                return answer != null ? answer : json(404, "{\"error\":\"not_found\",\"message\":\"route not found\"}");
            }
        });
        server.start();
    }

    FakeGateway on(String methodAndPath, int status, String body) {
        answers.put(methodAndPath, json(status, body));
        return this;
    }

    FakeGateway on(String methodAndPath, MockResponse answer) {
        answers.put(methodAndPath, answer);
        return this;
    }

    FakeGateway onSocket(String path, WebSocketListener listener) {
        sockets.put(path, listener);
        return this;
    }

    GatewayClient client() {
        return new GatewayClient(GatewayProfile.of("fake", base(), "s3cret-token"), QUICK);
    }

    URI base() {
        return server.url("/").uri();
    }

    RecordedRequest nextRequest() throws InterruptedException {
        RecordedRequest request = server.takeRequest(5, java.util.concurrent.TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("no request came");
        }
        return request;
    }

    static MockResponse json(int status, String body) {
        return new MockResponse.Builder()
                .code(status)
                .addHeader("Content-Type", "application/json")
                .body(body)
                .build();
    }

    @Override
    public void close() {
        server.close();
    }
}
