package org.pilothouse.gateway.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.gateway.testing.FakeNode;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.frame.Frame;
import org.pilothouse.protocol.frame.Handshake;
import org.pilothouse.protocol.identity.DeviceIdentity;
import tools.jackson.databind.JsonNode;

/** Runs and approvals over the WebSocket: operations, and the events of every change. */
class RunSocketTest {
    @TempDir
    Path state;

    private RunFixture world;
    private FakeNode operator;

    @BeforeEach
    void start() throws Exception {
        world = RunFixture.start(state);
        operator = FakeNode.direct(
                world.gateway.gateway.uri(),
                world.gateway.gateway.token(),
                DeviceIdentity.generate(),
                Handshake.ROLE_CLIENT);
        operator.awaitAccepted();
    }

    @AfterEach
    void stop() {
        operator.close();
        world.close();
    }

    @Test
    void everythingThatHappensIsTold() throws Exception {
        ask(
                "start",
                "workflow.start",
                "{\"conversation_key\":\"agent:default:main\",\"steps\":[{\"type\":\"Desktop\",\"args\":" + Records.ACT
                        + "}]}");
        Set<String> seen = new HashSet<>();
        JsonNode approval = next("approval.updated", seen).at("/payload/approval");
        assertEquals("awaiting_human", approval.path("status").asString());

        JsonNode listed = answer("list", "approval.list", "{}");
        assertEquals(1, listed.at("/result/approvals").size());
        JsonNode resolved = answer(
                "resolve",
                "approval.resolve",
                "{\"approval_id\":\"" + approval.path("approval_id").asString() + "\",\"decision\":\"approved\"}");
        assertTrue(resolved.path("ok").asBoolean(), resolved.toString());
        assertEquals("approved", resolved.at("/result/approval/status").asString());
        JsonNode again = answer(
                "again",
                "approval.resolve",
                "{\"approval_id\":\"" + approval.path("approval_id").asString()
                        + "\",\"decision\":\"denied\",\"reason\":\"no\"}");
        assertFalse(again.path("ok").asBoolean());
        assertEquals("already_decided", again.at("/error/code").asString());

        JsonNode run = next("run.updated", seen).at("/payload/run");
        while (!run.path("status").asString().equals("succeeded")) {
            run = next("run.updated", seen).at("/payload/run");
        }
        assertFalse(run.has("steps"));
        seen.addAll(heard);
        assertTrue(
                seen.containsAll(Set.of("run.step.updated", "artifact.created", "artifact.attached")), seen.toString());
    }

    @Test
    void badOperationsAreAnswered() throws Exception {
        for (Map.Entry<String, String> bad : Map.of(
                        "workflow.start", "{\"steps\":5}",
                        "workflow.resume", "{}",
                        "workflow.cancel", "{\"workflow_run_id\":7}",
                        "approval.resolve", "{\"decision\":\"approved\"}",
                        "approval.list", "{\"limit\":0}")
                .entrySet()) {
            JsonNode answer = answer(bad.getKey(), bad.getKey(), bad.getValue());
            assertFalse(answer.path("ok").asBoolean(true), bad.getKey() + answer);
            assertFalse(answer.at("/error/message").asString().isBlank());
        }
    }

    private final Set<String> heard = new HashSet<>();

    private void ask(String id, String type, String payload) {
        operator.send(Frame.Request.of(id, type, Json.LENIENT.readTree(payload)));
    }

    private JsonNode answer(String id, String type, String payload) throws InterruptedException {
        ask(id, type, payload);
        while (true) {
            JsonNode frame = operator.received.poll(20, TimeUnit.SECONDS);
            if (frame == null) {
                throw new AssertionError("no answer to " + type);
            }
            if (frame.path("request_id").asString("").equals(id)) {
                return frame;
            }
            heard.add(frame.path("type").asString(""));
        }
    }

    private JsonNode next(String type, Set<String> seen) throws InterruptedException {
        while (true) {
            JsonNode frame = operator.received.poll(20, TimeUnit.SECONDS);
            if (frame == null) {
                throw new AssertionError("no " + type);
            }
            seen.add(frame.path("type").asString(""));
            if (frame.path("type").asString("").equals(type)) {
                return frame;
            }
        }
    }
}
