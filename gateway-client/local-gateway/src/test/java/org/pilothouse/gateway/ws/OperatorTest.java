package org.pilothouse.gateway.ws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pilothouse.gateway.testing.TestGateway.await;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.pilothouse.gateway.testing.FakeNode;
import org.pilothouse.protocol.frame.Frame;
import org.pilothouse.protocol.frame.Handshake;
import org.pilothouse.protocol.identity.DeviceIdentity;
import tools.jackson.databind.JsonNode;

/** Operators on the WebSocket, and nodes that no environment brought. */
class OperatorTest extends NodeFixture {

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
