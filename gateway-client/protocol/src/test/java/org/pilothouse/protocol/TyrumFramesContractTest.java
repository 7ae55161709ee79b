package org.pilothouse.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pilothouse.protocol.desktop.DesktopOp;
import org.pilothouse.protocol.desktop.Evidence;
import org.pilothouse.protocol.frame.Frame;
import org.pilothouse.protocol.frame.Handshake;
import org.pilothouse.protocol.frame.MalformedFrameException;
import org.pilothouse.protocol.frame.NodeMessages;
import org.pilothouse.protocol.identity.DeviceIdentity;
import tools.jackson.databind.JsonNode;

/** Frames as a Tyrum gateway, an operator and a node really exchanged them. */
class TyrumFramesContractTest {

    @Test
    void everyRecordedKindOfFrameParsesAndIsWrittenTheSame() throws Exception {
        JsonNode byType = Json.LENIENT.readTree(Fixture.text("ws-frames-by-type.json"));
        List<String> seen = new ArrayList<>();
        for (var entry : byType.properties()) {
            JsonNode json = entry.getValue().has("frame") ? entry.getValue().path("frame") : entry.getValue();
            if (!json.path("type").isString()) {
                continue;
            }
            Frame frame = Frame.parse(json.toString());
            Class<?> expected =
                    switch (entry.getKey().split(":")[2]) {
                        case "request" -> Frame.Request.class;
                        case "response-ok" -> Frame.Success.class;
                        case "response-err" -> Frame.Failure.class;
                        default -> Frame.Event.class;
                    };
            assertInstanceOf(expected, frame, entry.getKey());
            assertEquals(json, Json.LENIENT.readTree(frame.toJson()), entry.getKey());
            seen.add(entry.getKey());
        }
        assertTrue(seen.size() > 50, "recorded kinds: " + seen.size());
    }

    @Test
    void aRecordedNodeHandshakeVerifies() throws Exception {
        List<JsonNode> frames = Fixture.lines("ws-node-transcript.jsonl").stream()
                .map(line -> Json.LENIENT.readTree(line).path("frame"))
                .toList();
        var init = payload(frames, Handshake.INIT, "payload", Handshake.Init.class);
        var challenge = payload(frames, Handshake.INIT, "result", Handshake.Challenge.class);
        var proof = payload(frames, Handshake.PROOF, "payload", Handshake.Proof.class);

        assertEquals(
                init.device().deviceId(),
                DeviceIdentity.deviceIdOf(init.device().pubkey()));
        var transcript = new DeviceIdentity.Transcript(
                init.protocolRev(),
                init.role(),
                init.device().deviceId(),
                challenge.connectionId(),
                challenge.challenge());
        assertTrue(DeviceIdentity.verify(init.device().pubkey(), transcript, proof.proof()));
        var otherChallenge = new DeviceIdentity.Transcript(
                init.protocolRev(), init.role(), init.device().deviceId(), challenge.connectionId(), "x");
        assertFalse(DeviceIdentity.verify(init.device().pubkey(), otherChallenge, proof.proof()));
    }

    @Test
    void aRecordedTaskReadsAsADesktopOperation() throws Exception {
        JsonNode json = Fixture.lines("ws-node-transcript.jsonl").stream()
                .map(line -> Json.LENIENT.readTree(line).path("frame"))
                .filter(f -> f.path("type").asString("").equals(NodeMessages.TASK_EXECUTE) && f.has("payload"))
                .findFirst()
                .orElseThrow();
        var task = Json.LENIENT.treeToValue(json.path("payload"), NodeMessages.TaskExecute.class);
        assertEquals("Desktop", task.action().type());
        assertEquals(
                new DesktopOp.Snapshot(true, 2048, 32768),
                Json.LENIENT.treeToValue(task.action().args(), DesktopOp.class));
    }

    @Test
    void evidenceKeepsTyrumsOneCamelCaseMember() {
        JsonNode payload = Fixture.load("08-dispatch-screenshot").body().path("payload");
        Evidence evidence = Json.LENIENT.treeToValue(payload, Evidence.class);
        assertEquals(1280, evidence.width());
        assertEquals(payload, Fixture.onTheWire(evidence));
        assertFalse(evidence.toString().contains("base64"), "no picture in a log line");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "\"text\"",
                "{}",
                "{\"type\":1,\"request_id\":\"a\"}",
                "{\"type\":\"x\"}",
                "{\"type\":\"x\",\"request_id\":\"a\",\"ok\":false}",
                "{\"type\":\"x\",\"event_id\":\"a\"}",
                "{\"type\":\"x\",\"event_id\":\"a\",\"occurred_at\":\"yesterday\",\"payload\":{}}"
            })
    void whatIsNoFrameIsRefusedByOneException(String text) {
        assertThrows(MalformedFrameException.class, () -> Frame.parse(text));
    }

    private static <T> T payload(List<JsonNode> frames, String type, String member, Class<T> as) {
        return frames.stream()
                .filter(f -> f.path("type").asString("").equals(type) && f.has(member))
                .map(f -> Json.LENIENT.treeToValue(f.path(member), as))
                .findFirst()
                .orElseThrow();
    }
}
