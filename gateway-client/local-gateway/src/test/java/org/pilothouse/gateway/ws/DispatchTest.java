package org.pilothouse.gateway.ws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pilothouse.gateway.testing.TestGateway.await;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pilothouse.gateway.testing.FakeNode;
import org.pilothouse.gateway.testing.TestGateway.Reply;
import org.pilothouse.protocol.frame.Frame;
import org.pilothouse.protocol.frame.NodeMessages;
import tools.jackson.databind.JsonNode;

/** One thing asked of one node, and all that may come of it. */
class DispatchTest extends NodeFixture {

    @Test
    void aTaskIsDoneAndItsPictureComesBack() throws Exception {
        gateway.create(true);
        try (FakeNode node = connected()) {
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
        try (FakeNode _ = connected()) {
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
        try (FakeNode _ = connected()) {
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
        try (FakeNode node = connected()) {
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
        try (FakeNode node = connected()) {
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
        try (FakeNode _ = connected()) {
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
    void aLargePictureComesThroughTheRelay() throws Exception {
        gateway.create(true);
        String picture = "A".repeat(8 * 1024 * 1024);
        try (FakeNode node = connected()) {
            node.onTask = task -> ok(
                    task,
                    Map.of("evidence", Map.of("type", "screenshot", "width", 1, "height", 1, "bytesBase64", picture)));
            Reply reply = dispatch("tyrum.desktop.screenshot", "screenshot", "{\"input\":{\"display\":\"primary\"}}");
            assertEquals(picture.length(), reply.text("/payload/bytesBase64").length());
        }
    }

    @Test
    void aPictureBeyondAllBoundsEndsTheConnection() throws Exception {
        gateway.create(true);
        try (FakeNode node = connected()) {
            node.onTask = task -> ok(task, Map.of("evidence", Map.of("bytesBase64", "A".repeat(17 * 1024 * 1024))));
            Reply reply = dispatch("tyrum.desktop.screenshot", "screenshot", "{\"input\":{\"display\":\"primary\"}}");
            assertEquals("runtime_unavailable", reply.text("/error/code"));
        }
    }
}
