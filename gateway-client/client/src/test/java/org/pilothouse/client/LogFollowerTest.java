package org.pilothouse.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.pilothouse.protocol.environment.EnvironmentResponses.LogLine;

class LogFollowerTest {
    private static final String FEATURES =
            "{\"gateway\":\"pilothouse\",\"version\":\"1\",\"features\":[\"environments.logs.stream\"]}";

    @Test
    void aBrokenStreamIsResumedAfterTheLastLine() throws Exception {
        try (var gateway = new FakeGateway();
                var client = gateway.client()) {
            gateway.on("GET /features", 200, FEATURES)
                    .on(
                            "GET /desktop-environments/e1/logs/stream",
                            new MockResponse.Builder()
                                    .addHeader("Content-Type", "text/event-stream")
                                    .body("""
                                            : hello

                                            id: 41
                                            event: log
                                            data: {"sequence":41,"at":"2026-11-20T23:54:33Z","stream":"stdout","line":"one"}

                                            """)
                                    .build());
            BlockingQueue<LogLine> lines = new LinkedBlockingQueue<>();
            try (var follower = client.environments().followLogs("e1", 0, lines::add)) {
                assertEquals("one", lines.poll(30, TimeUnit.SECONDS).line());
                gateway.nextRequest();
                assertEquals("0", gateway.nextRequest().getHeaders().get("Last-Event-ID"));
                assertEquals("41", gateway.nextRequest().getHeaders().get("Last-Event-ID"));
                assertNotNull(follower);
            }
        }
    }

    @Test
    void linesThatWereThereAlreadyAreFoundByOverlap() {
        assertEquals(2, LogFollower.overlap(List.of("a", "b", "c"), List.of("b", "c", "d")));
        assertEquals(0, LogFollower.overlap(List.of(), List.of("a")));
        assertEquals(0, LogFollower.overlap(List.of("a"), List.of("b")));
        assertEquals(3, LogFollower.overlap(List.of("a", "a", "a"), List.of("a", "a", "a")));
    }

    @Test
    void aTyrumGatewayIsPolled() throws Exception {
        try (var gateway = new FakeGateway();
                var client = gateway.client()) {
            gateway.on(
                    "GET /desktop-environments/e1/logs",
                    200,
                    "{\"status\":\"ok\",\"environment_id\":\"e1\",\"logs\":[\"one\",\"two\"]}");
            BlockingQueue<LogLine> lines = new LinkedBlockingQueue<>();
            try (var follower = client.environments().followLogs("e1", 0, lines::add)) {
                assertEquals("one", lines.poll(30, TimeUnit.SECONDS).line());
                assertEquals("two", lines.poll(30, TimeUnit.SECONDS).line());
                assertNotNull(follower);
            }
        }
    }
}
