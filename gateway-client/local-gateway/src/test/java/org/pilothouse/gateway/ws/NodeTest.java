package org.pilothouse.gateway.ws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pilothouse.gateway.testing.TestGateway.await;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pilothouse.gateway.testing.FakeExec;
import org.pilothouse.gateway.testing.FakeNode;
import org.pilothouse.protocol.frame.Frame;
import org.pilothouse.protocol.frame.Handshake;
import org.pilothouse.protocol.identity.DeviceIdentity;
import tools.jackson.databind.JsonNode;

/** The agent of a sandbox, through the relay, with all that a hostile one may try. */
class NodeTest extends NodeFixture {

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
}
