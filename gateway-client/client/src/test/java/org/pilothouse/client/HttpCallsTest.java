package org.pilothouse.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pilothouse.protocol.Features;
import org.pilothouse.protocol.desktop.DesktopOp;
import org.pilothouse.protocol.environment.EnvironmentRequests;
import org.pilothouse.protocol.environment.EnvironmentStatus;

class HttpCallsTest {
    private static final String ENVIRONMENT = """
            {"environment_id":"e1","host_id":"h1","label":"one","image_ref":"i","managed_kind":"docker","status":"starting",
             "desired_running":true,"node_id":null,"last_seen_at":null,"last_error":null,
             "created_at":"2026-11-20T23:54:33.816Z","updated_at":"2026-11-20T23:54:33.816Z"}""";

    private FakeGateway gateway;
    private GatewayClient client;

    @BeforeEach
    void start() throws Exception {
        gateway = new FakeGateway();
        client = gateway.client();
    }

    @AfterEach
    void stop() {
        client.close();
        gateway.close();
    }

    @Test
    void aCreateSendsTokenAndBodyAndReadsTheRecord() throws Exception {
        gateway.on("POST /desktop-environments", 201, "{\"status\":\"ok\",\"environment\":" + ENVIRONMENT + "}");
        var environment = client.environments().create(EnvironmentRequests.Create.of("h1", "one", true));
        assertEquals(EnvironmentStatus.STARTING, environment.status());
        var request = gateway.nextRequest();
        assertEquals("Bearer s3cret-token", request.getHeaders().get("Authorization"));
        assertEquals(
                "{\"host_id\":\"h1\",\"label\":\"one\",\"desired_running\":true}",
                request.getBody().utf8());
    }

    @Test
    void aRefusalNamesItsCodeFieldAndSentence() {
        gateway.on(
                "POST /desktop-environments",
                400,
                "{\"error\":\"invalid_request\",\"message\":\"label is longer than 64 characters\",\"field\":\"label\"}");
        var refused = assertThrows(GatewayException.Refused.class, () -> client.environments()
                .create(EnvironmentRequests.Create.of("h1", "x".repeat(99), true)));
        assertEquals(400, refused.status());
        assertEquals("invalid_request", refused.code());
        assertEquals("label", refused.field().orElseThrow());
        assertEquals("label is longer than 64 characters", refused.getMessage());
    }

    @Test
    void aProxysHtmlErrorIsStillASentence() {
        gateway.on("GET /desktop-environments", 502, "<html>Bad gateway</html>");
        var refused = assertThrows(
                GatewayException.Refused.class, () -> client.environments().list());
        assertTrue(refused.getMessage().contains("502"), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "[]", "{\"status\":\"ok\",\"environments\":[{\"created_at\":\"never\"}]}"})
    void anAnswerOutOfTheContractIsSaidToBeThat(String body) {
        gateway.on("GET /desktop-environments", 200, body);
        var bad = assertThrows(
                GatewayException.BadAnswer.class, () -> client.environments().list());
        assertFalse(bad.nextStep().isBlank());
    }

    @Test
    void nobodyListeningIsUnreachable() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (var lost = new GatewayClient(
                GatewayProfile.of("lost", URI.create("http://127.0.0.1:" + port + "/"), "t"), FakeGateway.QUICK)) {
            var unreachable = assertThrows(GatewayException.Unreachable.class, () -> lost.environments()
                    .hosts());
            assertFalse(unreachable.getMessage().contains("Bearer"));
        }
    }

    @Test
    void aGatewayThatHangsIsGivenUp() {
        gateway.on(
                "GET /desktop-environments",
                new MockResponse.Builder()
                        .headersDelay(1, java.util.concurrent.TimeUnit.MINUTES)
                        .build());
        long start = System.nanoTime();
        assertThrows(
                GatewayException.Unreachable.class, () -> client.environments().list());
        assertTrue(Duration.ofNanos(System.nanoTime() - start).compareTo(Duration.ofSeconds(20)) < 0);
    }

    @Test
    void aGatewayWithoutFeaturesIsATyrumGateway() throws Exception {
        assertEquals(Features.TYRUM, client.features());
    }

    @Test
    void aWrongTokenIsNotMistakenForATyrumGateway() {
        gateway.on("GET /features", 401, "{\"error\":\"unauthorized\",\"message\":\"Provide a valid token\"}");
        var refused = assertThrows(GatewayException.Refused.class, () -> client.features());
        assertEquals(401, refused.status());
    }

    @Test
    void aDispatchPutsTheOperationIntoThePathAndItsArgumentsIntoTheBody() throws Exception {
        gateway.on(
                "POST /nodes/dev_a/capabilities/tyrum.desktop.mouse/actions/mouse/dispatch",
                200,
                "{\"status\":\"ok\",\"task_id\":\"t\",\"node_id\":\"dev_a\",\"capability\":\"tyrum.desktop.mouse\","
                        + "\"action_name\":\"mouse\",\"ok\":true,\"payload_source\":\"none\",\"payload\":null,\"error\":null}");
        var outcome = client.nodes()
                .dispatch("dev_a", new DesktopOp.Mouse("move", 100, 90, null, null, null, null), Duration.ofSeconds(5));
        assertTrue(outcome.ok());
        assertEquals(
                "{\"input\":{\"action\":\"move\",\"x\":100,\"y\":90},\"timeout_ms\":5000}",
                gateway.nextRequest().getBody().utf8());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "..", "a?b=c", "ä", "%2F"})
    void anIdCannotLeaveItsPlaceInThePath(String id) throws Exception {
        assertThrows(GatewayException.Refused.class, () -> client.environments().get(id));
        String path = gateway.nextRequest().getUrl().encodedPath();
        assertTrue(path.startsWith("/desktop-environments/"), path);
        assertEquals(2, path.chars().filter(c -> c == '/').count(), path);
    }
}
