package org.pilothouse.agent.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.agent.Settings;
import org.pilothouse.agent.desktop.OperationException;
import org.pilothouse.agent.node.FakeGateway.Mood;
import org.pilothouse.agent.session.DesktopState;
import org.pilothouse.agent.x11.Size;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.frame.NodeMessages.TaskResult;
import org.pilothouse.protocol.identity.DeviceIdentity;
import org.pilothouse.protocol.node.DesktopCapability;
import tools.jackson.databind.JsonNode;

class NodeConnectionTest {
    private static final DesktopState STARTING =
            new DesktopState(DesktopState.Phase.STARTING, new Size(1280, 800), Map.of("x", 200L), null);
    private static final DesktopState ACTIVE = new DesktopState(
            DesktopState.Phase.ACTIVE,
            new Size(1280, 800),
            Map.of("x", 200L, "painted", 900L),
            null,
            "user-namespaces");

    @TempDir
    Path run;

    private final DeviceIdentity identity = DeviceIdentity.generate();
    private final AtomicReference<DesktopState> desktop = new AtomicReference<>(STARTING);
    private final AtomicInteger executed = new AtomicInteger();
    private final CountDownLatch waiting = new CountDownLatch(1);
    private final CountDownLatch waitEnded = new CountDownLatch(1);
    private final AtomicInteger accepted = new AtomicInteger();
    private NodeConnection node;
    private FakeGateway gateway;

    private Path socket() {
        return run.resolve("gateway.sock");
    }

    private TaskResult execute(JsonNode args) throws OperationException, InterruptedException {
        executed.incrementAndGet();
        return switch (args.path("op").asString("")) {
            case "refuse" -> throw new OperationException("Unknown key: Foo", null);
            case "fail" -> throw new IllegalStateException("secret internals");
            case "large" ->
                new TaskResult(
                        Json.LENIENT
                                .createObjectNode()
                                .put("text", "x".repeat(args.path("length").asInt())),
                        null);
            case "wait" -> {
                waiting.countDown();
                try {
                    Thread.sleep(3_600_000);
                } finally {
                    waitEnded.countDown();
                }
                yield new TaskResult(null, null);
            }
            case "hang", "overlong" -> {
                Thread.sleep(3_600_000);
                yield new TaskResult(null, null);
            }
            default -> new TaskResult(Json.LENIENT.readTree("{\"count\":" + executed.get() + "}"), null);
        };
    }

    private void connect(Settings.Gateway to) {
        node = new NodeConnection(
                to,
                new NodeProfile(
                        identity, "my desk", "1.2.3", Set.of(DesktopCapability.MOUSE, DesktopCapability.SCREENSHOT)),
                new TaskHandler() {
                    @Override
                    public TaskResult execute(JsonNode args) throws OperationException, InterruptedException {
                        return NodeConnectionTest.this.execute(args);
                    }

                    @Override
                    public Duration limit(JsonNode args) {
                        return args.path("op").asString("").equals("overlong")
                                ? Duration.ofMillis(50)
                                : Duration.ofSeconds(30);
                    }

                    @Override
                    public boolean onlyWaits(JsonNode args) {
                        return args.path("op").asString("").equals("wait");
                    }
                },
                desktop::get,
                accepted::incrementAndGet);
    }

    private FakeGateway.Peer connected(Mood mood) throws Exception {
        gateway = new FakeGateway(mood);
        gateway.listen(socket(), true);
        connect(new Settings.Gateway.Relay(socket()));
        return gateway.awaitPeer();
    }

    @AfterEach
    void end() throws Exception {
        if (node != null) {
            node.close();
        }
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void provesItselfAndTellsWhatItIsAndCanDo() throws Exception {
        FakeGateway.Peer peer = connected(Mood.FRIENDLY);
        assertEquals(identity.deviceId(), peer.init.device().deviceId());
        assertEquals("my desk", peer.init.device().label());
        assertEquals("desktop-sandbox", peer.init.device().mode());
        assertEquals("linux", peer.init.device().platform());
        assertEquals("1.2.3", peer.init.device().version());
        assertEquals(
                "[tyrum.desktop.screenshot, tyrum.desktop.mouse]",
                peer.init.capabilities().stream().map(c -> c.id()).toList().toString());
        assertEquals("tyrum-v1", peer.headers.get("sec-websocket-protocol"));
        assertNull(peer.headers.get("authorization"), "the relay is the credential");
        // told once the answer to the proof has arrived, which the peer cannot see
        for (long end = System.nanoTime() + 5_000_000_000L; accepted.get() == 0 && System.nanoTime() < end; ) {
            Thread.onSpinWait();
        }
        assertEquals(1, accepted.get());
    }

    @Test
    void reportsTheDesktopAtOnceAndWhenItChanges() throws Exception {
        FakeGateway.Peer peer = connected(Mood.FRIENDLY);
        JsonNode ready = peer.awaitRequest("capability.ready");
        assertEquals(
                "unavailable",
                ready.at("/capability_states/0/actions/0/availability_status").asString());
        JsonNode status = peer.awaitRequest("desktop.status");
        assertEquals("starting", status.path("state").asString());
        assertEquals(1280, status.path("width").asInt());
        assertEquals(200, status.at("/stages_ms/x").asInt());
        desktop.set(ACTIVE);
        node.desktopChanged();
        assertEquals(
                "available",
                peer.awaitRequest("capability.ready")
                        .at("/capability_states/1/actions/0/availability_status")
                        .asString());
        status = peer.awaitRequest("desktop.status");
        assertEquals("active", status.path("state").asString());
        assertEquals(900, status.at("/stages_ms/painted").asInt());
        assertEquals("user-namespaces", status.path("browser_sandbox").asString());
    }

    @Test
    void aTyrumGatewayIsNotTroubledWithOurExtension() throws Exception {
        FakeGateway.Peer peer = connected(Mood.PLAIN);
        peer.awaitRequest("capability.ready");
        desktop.set(ACTIVE);
        node.desktopChanged();
        peer.awaitRequest("capability.ready");
        assertNull(peer.requests.poll(200, TimeUnit.MILLISECONDS));
    }

    @Test
    void doesTasksAndAnswersRefusalsByTheirText() throws Exception {
        FakeGateway.Peer peer = connected(Mood.FRIENDLY);
        JsonNode done = peer.execute("{\"op\":\"count\"}");
        assertTrue(done.path("ok").asBoolean());
        assertEquals(1, done.at("/result/result/count").asInt());
        assertFalse(done.path("result").has("evidence"));
        JsonNode refused = peer.execute("{\"op\":\"refuse\"}");
        assertEquals("task_failed", refused.at("/error/code").asString());
        assertEquals("Unknown key: Foo", refused.at("/error/message").asString());
        JsonNode failed = peer.execute("{\"op\":\"fail\"}");
        assertEquals("task_failed", failed.at("/error/code").asString());
        assertFalse(failed.toString().contains("secret"));
    }

    @Test
    void aTaskThatIsSentAgainIsNotDoneAgainAlsoOnTheNextConnection() throws Exception {
        FakeGateway.Peer peer = connected(Mood.FRIENDLY);
        assertEquals(
                1,
                peer.execute("task-7", "{\"op\":\"count\"}")
                        .at("/result/result/count")
                        .asInt());
        assertEquals(
                1,
                peer.execute("task-7", "{\"op\":\"count\"}")
                        .at("/result/result/count")
                        .asInt());
        gateway.close();
        gateway = new FakeGateway(Mood.FRIENDLY);
        gateway.listen(socket(), true);
        peer = gateway.awaitPeer();
        assertEquals(
                1,
                peer.execute("task-7", "{\"op\":\"count\"}")
                        .at("/result/result/count")
                        .asInt());
        assertEquals(1, executed.get());
    }

    @Test
    void aHangingTaskDoesNotHoldUpOthers() throws Exception {
        FakeGateway.Peer peer = connected(Mood.FRIENDLY);
        peer.send("{\"request_id\":\"task-h\",\"type\":\"task.execute\",\"payload\":{\"dispatch_id\":\"d\","
                + "\"action\":{\"type\":\"Desktop\",\"args\":{\"op\":\"hang\"}}}}");
        assertTrue(peer.execute("{\"op\":\"count\"}").path("ok").asBoolean());
        JsonNode late = peer.execute("{\"op\":\"overlong\"}");
        assertTrue(late.at("/error/message").asString().contains("not done within"), late.toString());
    }

    @Test
    void aWaitEndsWithItsConnection() throws Exception {
        FakeGateway.Peer peer = connected(Mood.FRIENDLY);
        peer.send("{\"request_id\":\"task-w\",\"type\":\"task.execute\",\"payload\":{\"dispatch_id\":\"d\","
                + "\"action\":{\"type\":\"Desktop\",\"args\":{\"op\":\"wait\"}}}}");
        assertTrue(waiting.await(10, TimeUnit.SECONDS), "it waits");
        assertFalse(waitEnded.await(200, TimeUnit.MILLISECONDS), "it goes on waiting");
        gateway.close();
        assertTrue(waitEnded.await(10, TimeUnit.SECONDS), "nobody waits any more");
    }

    @Test
    void manyLargeAnswersAllArriveAndOneThatIsTooLargeIsAnError() throws Exception {
        FakeGateway.Peer peer = connected(Mood.FRIENDLY);
        List<CompletableFuture<JsonNode>> answers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            answers.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return peer.execute("{\"op\":\"large\",\"length\":6000000}");
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        for (CompletableFuture<JsonNode> answer : answers) {
            assertEquals(
                    6_000_000, answer.get().at("/result/result/text").asString().length());
        }
        JsonNode tooLarge = peer.execute("{\"op\":\"large\",\"length\":16000000}");
        assertTrue(tooLarge.at("/error/message").asString().contains("ask for less"), tooLarge.toString());
        assertTrue(peer.execute("{\"op\":\"count\"}").path("ok").asBoolean());
    }

    @Test
    void nonsenseIsAnsweredOrPassedOverAndNeverTheEnd() throws Exception {
        FakeGateway.Peer peer = connected(Mood.FRIENDLY);
        for (String nonsense : new String[] {
            "", "nonsense", "[]", "{}", "{\"type\":1}", "{\"type\":\"x\",\"request_id\":\"r\",\"ok\":false}", "\u0000"
        }) {
            peer.send(nonsense);
        }
        JsonNode unknown = peer.ask("r1", "launch.missiles", Json.LENIENT.createObjectNode());
        assertEquals("unsupported_request", unknown.at("/error/code").asString());
        JsonNode empty = peer.ask("r2", "task.execute", Json.LENIENT.createObjectNode());
        assertEquals("task_failed", empty.at("/error/code").asString());
        JsonNode odd =
                peer.ask("r3", "task.execute", Json.LENIENT.readTree("{\"action\":{\"type\":\"Shell\",\"args\":{}}}"));
        assertTrue(odd.at("/error/message").asString().contains("no provider for capability"));
        JsonNode twisted = peer.ask("r4", "task.execute", Json.LENIENT.readTree("{\"action\":7}"));
        assertEquals("task_failed", twisted.at("/error/code").asString());
        assertTrue(peer.execute("{\"op\":\"count\"}").path("ok").asBoolean());
    }

    @Test
    void waitsForTheRelayAndComesBackWheneverItDoes() throws Exception {
        connect(new Settings.Gateway.Relay(socket()));
        Thread.sleep(200);
        // A socket that nobody listens on any more is what a gateway that was killed leaves behind.
        try (FakeGateway dead = new FakeGateway(Mood.FRIENDLY)) {
            dead.listen(socket(), true);
            dead.awaitPeer();
        }
        assertTrue(Files.exists(socket()));
        Thread.sleep(100);
        for (int i = 0; i < 3; i++) {
            gateway = new FakeGateway(Mood.FRIENDLY);
            gateway.listen(socket(), true);
            long begin = System.nanoTime();
            gateway.awaitPeer();
            assertTrue(System.nanoTime() - begin < 5_000_000_000L, "comes back within seconds");
            gateway.close();
        }
        for (int i = 0; i < 200 && accepted.get() < 4; i++) {
            Thread.sleep(10);
        }
        assertEquals(4, accepted.get());
    }

    @Test
    void aGatewayThatRefusesIsNotPestered() throws Exception {
        gateway = new FakeGateway(Mood.REFUSING);
        gateway.listen(socket(), false);
        connect(new Settings.Gateway.Relay(socket()));
        Thread.sleep(1000);
        assertEquals(0, accepted.get());
    }
}
