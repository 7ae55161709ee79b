package org.pilothouse.gateway.ws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pilothouse.gateway.testing.TestGateway.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pilothouse.gateway.testing.FakeEngine;
import org.pilothouse.gateway.testing.FakeExec;
import org.pilothouse.gateway.testing.FakeNode;
import org.pilothouse.gateway.testing.TestGateway;
import org.pilothouse.gateway.testing.TestGateway.Reply;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.frame.Frame;
import org.pilothouse.protocol.frame.Handshake;
import org.pilothouse.protocol.frame.NodeMessages;
import org.pilothouse.protocol.identity.DeviceIdentity;
import tools.jackson.databind.JsonNode;

/** The agent of a sandbox, through the relay, with all that a hostile one may try. */
class NodeTest {
    private final FakeEngine engine = new FakeEngine();
    private final BlockingQueue<FakeExec> relays = new LinkedBlockingQueue<>();
    private final DeviceIdentity identity = DeviceIdentity.generate();

    @TempDir
    Path state;

    private TestGateway gateway;

    @BeforeEach
    void start() {
        engine.programs = (container, command) -> {
            FakeExec exec = new FakeExec();
            if (command.toString().contains("gateway.sock")) {
                relays.add(exec);
            }
            return exec;
        };
        gateway = TestGateway.start(
                state, engine, c -> c.withTimes(Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofSeconds(5)));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private FakeNode connect() throws InterruptedException {
        return FakeNode.through(relays.poll(10, TimeUnit.SECONDS), identity);
    }

    private Reply dispatch(String capability, String action, String call) {
        return gateway.post(
                "/nodes/" + identity.deviceId() + "/capabilities/" + capability + "/actions/" + action + "/dispatch",
                call);
    }

    private static Frame ok(JsonNode task, Object result) {
        return new Frame.Success(
                task.path("request_id").asString(), NodeMessages.TASK_EXECUTE, true, Json.LENIENT.valueToTree(result));
    }

    @Test
    void anAgentIsPairedByItselfAndMakesTheEnvironmentRunning() throws Exception {
        String id = gateway.create(true);
        try (FakeNode node = connect().awaitAccepted()) {
            assertEquals(
                    "desktop.status", node.accepted.join().at("/extensions/0").asString());
            assertEquals("starting", gateway.status(id));
            node.desktop("active");
            gateway.awaitStatus(id, "running");
            JsonNode environment = gateway.environment(id);
            assertEquals(identity.deviceId(), environment.path("node_id").asString());
            assertTrue(environment.at("/runtime/node_connected").asBoolean());
            assertTrue(environment.at("/runtime/stages_ms").has("desktop"));
            JsonNode pairing = gateway.get("/pairings").body().at("/pairings/0");
            assertEquals("approved", pairing.path("status").asString());
            assertEquals("local", pairing.path("trust_level").asString());
            assertEquals(id, pairing.at("/node/managed_desktop/environment_id").asString());
            assertEquals(
                    FakeNode.capabilityIds().size(),
                    pairing.path("capability_allowlist").size());
            JsonNode info = gateway.get("/nodes?dispatchable_only=1").body().at("/nodes/0");
            assertTrue(info.path("connected").asBoolean());
            assertTrue(info.at("/capabilities/0/dispatchable").asBoolean());
        }
    }

    @Test
    void anAgentThatFallsSilentIsNoticed() throws Exception {
        String id = gateway.create(true);
        try (FakeNode node = connect().awaitAccepted()) {
            node.desktop("active");
            gateway.awaitStatus(id, "running");
            // its connection stays open and answers pings, but the agent says nothing
            gateway.awaitStatus(id, "error");
            assertTrue(gateway.environment(id).path("last_error").asString().contains("stopped answering"));
            node.desktop("active");
            gateway.awaitStatus(id, "running");
        }
    }

    @Test
    void aLostConnectionIsMadeAgain() throws Exception {
        String id = gateway.create(true);
        try (FakeNode node = connect().awaitAccepted()) {
            node.desktop("active");
            gateway.awaitStatus(id, "running");
        }
        await(
                "the loss is seen",
                () -> !gateway.environment(id).at("/runtime/node_connected").asBoolean());
        try (FakeNode node = connect().awaitAccepted()) {
            node.desktop("active");
            gateway.awaitStatus(id, "running");
        }
    }

    @Test
    void anotherDeviceInTheSameLifeIsAnImpostor() throws Exception {
        gateway.create(true);
        try (FakeNode node = connect().awaitAccepted()) {
            node.desktop("active");
        }
        try (FakeNode impostor = FakeNode.through(relays.poll(10, TimeUnit.SECONDS), DeviceIdentity.generate())) {
            assertEquals(
                    Handshake.CloseCode.IDENTITY_MISMATCH,
                    impostor.closeCode.orTimeout(10, TimeUnit.SECONDS).join());
        }
    }

    @Test
    void aResetGivesTheDesktopANewIdentityAndRevokesTheOld() throws Exception {
        String id = gateway.create(true);
        try (FakeNode node = connect().awaitAccepted()) {
            gateway.post("/desktop-environments/" + id + "/reset", null);
            node.closeCode.orTimeout(10, TimeUnit.SECONDS).join();
        }
        DeviceIdentity fresh = DeviceIdentity.generate();
        try (FakeNode _ =
                FakeNode.through(relays.poll(10, TimeUnit.SECONDS), fresh).awaitAccepted()) {
            await("the new node", () -> fresh.deviceId()
                    .equals(gateway.environment(id).path("node_id").asString("")));
            var pairings = gateway.get("/pairings").body().path("pairings");
            assertEquals("approved", pairings.get(0).path("status").asString());
            assertEquals("revoked", pairings.get(1).path("status").asString());
            assertEquals(
                    "the environment was reset",
                    pairings.get(1).at("/latest_review/reason").asString());
        }
        gateway.call("DELETE", "/desktop-environments/" + id, null);
        gateway.awaitStatus(id, "gone");
        assertEquals(0, gateway.get("/pairings").body().path("pairings").size(), "delete leaves no pairing");
    }

    @Test
    void aRelayCarriesNoOperator() throws Exception {
        gateway.create(true);
        FakeExec exec = relays.poll(10, TimeUnit.SECONDS);
        try (FakeNode node = FakeNode.through(exec, identity)) {
            node.awaitAccepted();
            node.send(Frame.Request.of("x", "pairing.approve", Map.of("pairing_id", 1)));
            JsonNode answer = node.await("pairing.approve");
            assertEquals("unsupported_request", answer.at("/error/code").asString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "null",
                "{\"type\":\"desktop.status\"}",
                "{\"type\":\"desktop.status\",\"request_id\":\"1\",\"payload\":{\"state\":5,\"width\":\"x\"}}",
                "{\"type\":\"desktop.status\",\"request_id\":\"1\",\"payload\":{\"state\":\"active\",\"width\":-1,\"height\":1}}",
                "{\"type\":\"capability.ready\",\"request_id\":\"1\",\"payload\":{\"capabilities\":[null]}}"
            })
    void garbageEndsTheConnectionAndNothingElse(String garbage) throws Exception {
        String id = gateway.create(true);
        try (FakeNode node = connect().awaitAccepted()) {
            node.raw(garbage);
            assertEquals(
                    Handshake.CloseCode.MALFORMED,
                    node.closeCode.orTimeout(10, TimeUnit.SECONDS).join());
        }
        assertEquals("desk", gateway.environment(id).path("label").asString());
    }

    @Test
    void aFloodEndsTheConnection() throws Exception {
        gateway.create(true);
        try (FakeNode node = connect().awaitAccepted()) {
            try {
                for (int i = 0; i < 2000; i++) {
                    node.raw("{\"type\":\"ping\",\"request_id\":\"" + i + "\"}");
                }
            } catch (RuntimeException e) {
                // closed while it was still flooding
            }
            node.closeCode.orTimeout(10, TimeUnit.SECONDS).join();
        }
    }

    @Test
    void aTaskIsDoneAndItsPictureComesBack() throws Exception {
        gateway.create(true);
        try (FakeNode node = connect().awaitAccepted()) {
            node.onTask = task -> ok(
                    task,
                    Map.of(
                            "result", Map.of("op", "screenshot"),
                            "evidence",
                                    Map.of(
                                            "type",
                                            "screenshot",
                                            "mime",
                                            "image/png",
                                            "width",
                                            1,
                                            "height",
                                            1,
                                            "bytesBase64",
                                            "AAAA")));
            Reply reply = dispatch("tyrum.desktop.screenshot", "screenshot", "{\"input\":{\"display\":\"primary\"}}");
            assertEquals(200, reply.status());
            assertTrue(reply.body().path("ok").asBoolean(), reply.raw().body());
            assertEquals("evidence", reply.text("/payload_source"));
            assertEquals("AAAA", reply.text("/payload/bytesBase64"));
            JsonNode sent = node.await(NodeMessages.TASK_EXECUTE);
            assertEquals("screenshot", sent.at("/payload/action/args/op").asString());
            assertEquals("Desktop", sent.at("/payload/action/type").asString());
        }
    }

    @ParameterizedTest(name = "{1} {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "tyrum.desktop.screenshot|screenshot|{}|invalid_input|display",
                "tyrum.desktop.screenshot|screenshot|{\"display\":\"primary\",\"x\":1}|invalid_input|x",
                "tyrum.desktop.screenshot|screenshot|{\"display\":\"primary\",\"op\":\"mouse\"}|invalid_input|op",
                "tyrum.desktop.mouse|mouse|{\"action\":\"fly\",\"x\":1,\"y\":1}|invalid_input|action",
                "tyrum.desktop.mouse|mouse|{\"action\":\"move\",\"y\":1}|invalid_input|x",
                "tyrum.desktop.mouse|mouse|{\"action\":\"move\",\"x\":1,\"y\":99999}|invalid_input|y",
                "tyrum.desktop.keyboard|keyboard|{\"action\":\"type\"}|invalid_input|text",
                "tyrum.desktop.query|query|{\"selector\":{\"kind\":\"magic\"}}|invalid_input|selector",
                "tyrum.desktop.query|query|{\"selector\":{\"kind\":\"a11y\"}}|invalid_input|selector",
                "tyrum.desktop.query|query|{\"selector\":{\"kind\":\"a11y\",\"name\":\"x\"},\"limit\":65}|invalid_input|limit",
                "tyrum.desktop.wait-for|wait_for|{\"selector\":{\"kind\":\"ref\",\"ref\":\"r\"},\"poll_ms\":1}|invalid_input|poll_ms",
                "tyrum.desktop.mouse|nope|{}|action_not_supported|",
                "tyrum.fs.read|read|{}|action_not_supported|"
            })
    void whatANodeCannotDoIsRefusedBeforeItHears(
            String capability, String action, String input, String code, String path) throws Exception {
        gateway.create(true);
        try (FakeNode _ = connect().awaitAccepted()) {
            Reply reply = dispatch(capability, action, "{\"input\":" + input + "}");
            assertEquals(200, reply.status());
            assertEquals("not-dispatched", reply.text("/task_id"));
            assertEquals(code, reply.text("/error/code"), reply.raw().body());
            if (path != null) {
                assertEquals(
                        path,
                        reply.text("/error/details/issues/0/path"),
                        reply.raw().body());
            }
        }
    }

    @Test
    void aNodeThatAnswersNothingTimesOut() throws Exception {
        gateway.create(true);
        try (FakeNode _ = connect().awaitAccepted()) {
            Reply reply = dispatch(
                    "tyrum.desktop.mouse",
                    "mouse",
                    "{\"input\":{\"action\":\"move\",\"x\":1,\"y\":1},\"timeout_ms\":300}");
            assertEquals("dispatch_timeout", reply.text("/error/code"));
            assertFalse(reply.body().at("/error/retryable").asBoolean(), "it may still do it");
        }
    }

    @Test
    void aNodeThatGoesAwayInTheMiddleIsTold() throws Exception {
        gateway.create(true);
        try (FakeNode node = connect().awaitAccepted()) {
            node.onTask = task -> {
                node.vanish();
                return null;
            };
            Reply reply = dispatch("tyrum.desktop.mouse", "mouse", "{\"input\":{\"action\":\"move\",\"x\":1,\"y\":1}}");
            assertEquals(
                    "runtime_unavailable",
                    reply.text("/error/code"),
                    reply.raw().body());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Permission denied by user, permission_denied", "denied, consent_denied",
        "clipboard is unavailable, runtime_unavailable", "no display, execution_failed"
    })
    void aNodesOwnRefusalIsClassified(String message, String code) throws Exception {
        gateway.create(true);
        try (FakeNode node = connect().awaitAccepted()) {
            node.onTask = task -> new Frame.Failure(
                    task.path("request_id").asString(),
                    NodeMessages.TASK_EXECUTE,
                    false,
                    new Frame.Problem("task_failed", message, null));
            Reply reply = dispatch("tyrum.desktop.snapshot", "snapshot", "{\"input\":{}}");
            assertEquals(code, reply.text("/error/code"));
            assertEquals(message, reply.text("/error/message"));
        }
    }

    @Test
    void badDispatchesAreTold() throws Exception {
        assertEquals(
                404, dispatch("tyrum.desktop.mouse", "mouse", "{\"input\":{}}").status(), "unknown node");
        gateway.create(true);
        try (FakeNode _ = connect().awaitAccepted()) {
            assertEquals(
                    400,
                    dispatch("tyrum.desktop.mouse", "mouse", "{\"input\":{},\"timeout_ms\":0}")
                            .status());
            assertEquals(
                    400,
                    dispatch("tyrum.desktop.mouse", "mouse", "{\"inputs\":{}}").status());
        }
        await("not connected is said", () -> "runtime_unavailable"
                .equals(dispatch("tyrum.desktop.mouse", "mouse", "{\"input\":{\"action\":\"move\",\"x\":1,\"y\":1}}")
                        .text("/error/code")));
    }

    @Test
    void operatorsHearOfChanges() throws Exception {
        try (FakeNode operator = FakeNode.direct(
                gateway.gateway.uri(), gateway.gateway.token(), DeviceIdentity.generate(), Handshake.ROLE_CLIENT)) {
            operator.awaitAccepted();
            String id = gateway.create(false);
            JsonNode event = operator.await("environment.updated");
            assertEquals(id, event.at("/payload/environment/environment_id").asString());
            assertTrue(event.has("event_id"));
            operator.send(Frame.Request.of("p", "ping", Map.of()));
            assertTrue(operator.await("ping").path("ok").asBoolean());
            operator.send(Frame.Request.of("t", "turn.list", Map.of()));
            assertEquals(
                    "unsupported_request",
                    operator.await("turn.list").at("/error/code").asString());
            gateway.call("DELETE", "/desktop-environments/" + id, null);
            assertEquals(
                    id,
                    operator.await("environment.deleted")
                            .at("/payload/environment_id")
                            .asString());
        }
    }

    @Test
    void aWrongTokenIsClosedWith4001() {
        try (FakeNode nobody = FakeNode.direct(
                gateway.gateway.uri(), "x".repeat(43), DeviceIdentity.generate(), Handshake.ROLE_CLIENT)) {
            assertEquals(4001, nobody.closeCode.orTimeout(10, TimeUnit.SECONDS).join());
        } catch (java.util.concurrent.CompletionException closedWhileSending) {
            // the close came before the first message was out
        }
    }

    @Test
    void anUnpairedNodeWaitsForAPerson() throws Exception {
        try (FakeNode node = FakeNode.direct(
                        gateway.gateway.uri(), gateway.gateway.token(), identity, Handshake.ROLE_NODE)
                .awaitAccepted()) {
            await(
                    "pairing",
                    () -> gateway.get("/pairings?status=awaiting_human")
                                    .body()
                                    .path("pairings")
                                    .size()
                            == 1);
            assertEquals(
                    "capability_not_paired",
                    dispatch("tyrum.desktop.snapshot", "snapshot", "{\"input\":{}}")
                            .text("/error/code"));
            node.onTask = task -> ok(task, Map.of("result", Map.of("op", "snapshot")));
            gateway.post(
                    "/pairings/1/approve",
                    "{\"trust_level\":\"remote\",\"capability_allowlist\":[{\"id\":\"tyrum.desktop.snapshot\",\"version\":\"1.0.0\"}]}");
            assertTrue(dispatch("tyrum.desktop.snapshot", "snapshot", "{\"input\":{}}")
                    .body()
                    .path("ok")
                    .asBoolean());
            assertEquals(409, gateway.post("/pairings/1/deny", "{}").status(), "decided once");
            assertEquals(400, gateway.get("/pairings?status=nonsense").status());
        }
    }
}
