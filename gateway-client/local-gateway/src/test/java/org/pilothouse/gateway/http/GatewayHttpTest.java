package org.pilothouse.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pilothouse.gateway.testing.FakeEngine;
import org.pilothouse.gateway.testing.TestGateway;
import org.pilothouse.gateway.testing.TestGateway.Reply;

/** Who is let in, and how bad input is told. */
class GatewayHttpTest {
    @TempDir
    static Path state;

    static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(state, new FakeEngine());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"host_id\":\"HOST\",\"foo\":1}|foo|unknown field foo",
                "{\"label\":\"x\"}|host_id|host_id is required",
                "{\"host_id\":\"nope\"}|host_id|unknown host_id",
                "{\"host_id\":5}|host_id|host_id must be a string",
                "{\"host_id\":\"HOST\",\"desired_running\":\"yes\"}|desired_running|desired_running must be true or false",
                "{\"host_id\":\"HOST\",\"display\":{\"width\":10,\"height\":800}}|display.width|display.width must be between 320 and 7680",
                "{\"host_id\":\"HOST\",\"display\":{\"width\":1280}}|display.height|display.height must be between 200 and 4320",
                "{\"host_id\":\"HOST\",\"display\":{\"width\":1280,\"height\":800,\"depth\":8}}|display.depth|unknown field display.depth",
                "{\"host_id\":\"HOST\",\"limits\":{\"memory_mb\":1,\"cpus\":1,\"pids\":100}}|limits.memory_mb|limits.memory_mb must be between 256 and 1048576",
                "{\"host_id\":\"HOST\",\"image_ref\":\"not an image\"}|image_ref|image_ref must be an image reference such as registry.example/name:tag",
                "{\"host_id\":\"HOST\",\"label\":\"a\\u0007b\"}|label|label must not hold control characters"
            })
    void badInputNamesTheField(String body, String field, String message) {
        Reply reply = gateway.post("/desktop-environments", body.replace("HOST", gateway.hostId()));
        assertEquals(400, reply.status(), reply.raw().body());
        assertEquals("invalid_request", reply.text("/error"));
        assertEquals(field, reply.text("/field"));
        assertEquals(message, reply.text("/message"));
        assertEquals(
                "application/problem+json",
                reply.raw().headers().firstValue("content-type").orElse(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{bad", "", "[]", "null", "\"text\"", "{\"a\":1}{}", "{\"host_id\":\"a\",\"host_id\":\"b\"}"})
    void whatIsNoJsonObjectIsToldSo(String body) {
        Reply reply = gateway.post("/desktop-environments", body);
        assertEquals(400, reply.status(), reply.raw().body());
        assertFalse(reply.text("/message").contains("tools.jackson"), reply.text("/message"));
    }

    @Test
    void aDeepOrHugeBodyIsRefused() {
        assertEquals(
                400, gateway.post("/desktop-environments", "[".repeat(100_000)).status());
        assertEquals(
                413,
                gateway.post("/desktop-environments", "{\"label\":\"" + "x".repeat(1_100_000) + "\"}")
                        .status());
    }

    @Test
    void methodsAndPathsThatAreNotThere() {
        assertEquals(404, gateway.get("/nope").status());
        Reply reply = gateway.call("PUT", "/desktop-environments", "{}");
        assertEquals(405, reply.status());
        assertTrue(reply.text("/message").contains("GET or POST"), reply.text("/message"));
        assertEquals(404, gateway.get("/desktop-environments/nope").status());
        assertEquals(404, gateway.post("/desktop-environments/nope/start", null).status());
        assertEquals(404, gateway.get("/desktop-environments/nope/logs").status());
        assertEquals(404, gateway.get("/desktop-environments/nope/logs/stream").status());
        assertEquals(
                404,
                gateway.post("/desktop-environments/nope/takeover-ticket", "{}").status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer nonsense", "bearer TOKEN", "Bearer  TOKEN", "Basic TOKEN", "TOKEN", "Bearer "})
    void onlyTheTokenOpens(String authorization) {
        Reply reply = gateway.call(
                "GET",
                "/status",
                null,
                Map.of("Authorization", authorization.replace("TOKEN", gateway.gateway.token())));
        assertEquals(401, reply.status());
        assertEquals("unauthorized", reply.text("/error"));
    }

    @Test
    void healthNeedsNoToken() {
        assertEquals(200, gateway.call("GET", "/healthz", null, Map.of()).status());
        assertEquals(401, gateway.call("GET", "/features", null, Map.of()).status());
    }

    @ParameterizedTest
    @CsvSource({
        "evil.example, , 403",
        "evil.example:80, , 403",
        "127.0.0.1.evil.example, , 403",
        "localhost, , 200",
        "127.0.0.1:1, , 200",
        "[::1]:80, , 200",
        "localhost, https://evil.example, 403",
        "localhost, null, 403",
        "localhost, http://localhost:1, 403",
        "localhost:99, http://localhost:99, 200"
    })
    void webPagesCannotReachIt(String host, String origin, int status) throws IOException {
        String request = "GET /status HTTP/1.1\r\nHost: " + host + "\r\nAuthorization: Bearer "
                + gateway.gateway.token() + "\r\n" + (origin == null ? "" : "Origin: " + origin + "\r\n")
                + "Connection: close\r\n\r\n";
        try (Socket socket = new Socket("127.0.0.1", gateway.gateway.uri().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 " + status), answer);
        }
    }

    @Test
    void theRequestIdComesBack() {
        Reply given = gateway.call("GET", "/healthz", null, Map.of("x-request-id", "abc-1"));
        assertEquals("abc-1", given.raw().headers().firstValue("x-request-id").orElse(""));
        Reply bad = gateway.call("GET", "/healthz", null, Map.of("x-request-id", "a b"));
        assertTrue(bad.raw().headers().firstValue("x-request-id").orElse("").startsWith("req-"));
    }

    @Test
    void featuresAreAnnounced() {
        Reply reply = gateway.get("/features");
        assertEquals("pilothouse", reply.text("/gateway"));
        assertTrue(reply.body().path("features").size() >= 14, reply.raw().body());
    }

    @Test
    void theStateIsPrivateAndTheTokenNotInIt() throws IOException {
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(state)));
        for (String file : new String[] {"gateway.db", "gateway.db-wal"}) {
            Path path = state.resolve(file);
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)), file);
            String content = Files.readString(path, StandardCharsets.ISO_8859_1);
            assertFalse(content.contains(gateway.gateway.token()));
        }
    }

    @Test
    void defaultsAreRevisions() {
        assertEquals(
                "test/image:1",
                gateway.get("/config/desktop-environments/defaults").text("/default_image_ref"));
        Reply put = gateway.call(
                "PUT",
                "/config/desktop-environments/defaults",
                "{\"default_image_ref\":\"test/image:1\",\"reason\":\"r\"}");
        assertEquals(2, put.body().path("revision").asInt());
        assertEquals("r", put.text("/reason"));
        assertEquals(
                "default_image_ref",
                gateway.call("PUT", "/config/desktop-environments/defaults", "{}")
                        .text("/field"));
    }

    @Test
    void logsStreamAndResume() throws Exception {
        String id = gateway.create(true);
        TestGateway.await(
                "log lines",
                () -> gateway.get("/desktop-environments/" + id + "/logs")
                                .body()
                                .path("logs")
                                .size()
                        >= 4);
        HttpRequest request = HttpRequest.newBuilder(gateway.uri("/desktop-environments/" + id + "/logs/stream"))
                .header("Authorization", "Bearer " + gateway.gateway.token())
                .header("Last-Event-ID", "2")
                .build();
        HttpResponse<Stream<String>> response = gateway.http().send(request, HttpResponse.BodyHandlers.ofLines());
        assertEquals(
                "text/event-stream",
                response.headers().firstValue("content-type").orElse(""));
        Iterator<String> lines = response.body().iterator();
        assertEquals("id: 3", lines.next());
        assertEquals("event: log", lines.next());
        String data = lines.next();
        assertTrue(data.startsWith("data: {\"sequence\":3,"), data);
        gateway.call("DELETE", "/desktop-environments/" + id, null);
        boolean ended = false;
        while (lines.hasNext() && !ended) {
            ended = lines.next().equals("event: end");
        }
        assertTrue(ended, "the stream ends with its environment");
    }

    @Test
    void aBadResumePointIsRefused() {
        String id = gateway.create(false);
        Reply reply = gateway.call(
                "GET",
                "/desktop-environments/" + id + "/logs/stream",
                null,
                Map.of("Authorization", "Bearer " + gateway.gateway.token(), "Last-Event-ID", "x"));
        assertEquals(400, reply.status());
    }
}
