package org.pilothouse.agent.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pilothouse.agent.node.FakeGateway;
import tools.jackson.databind.JsonNode;

/** The image on a real engine, under the profile that the gateway uses. */
@Tag("engine")
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SandboxTest {
    private Sandbox sandbox;
    private final FakeGateway gateway = new FakeGateway(FakeGateway.Mood.FRIENDLY);

    @AfterEach
    void remove() throws Exception {
        if (sandbox != null) {
            sandbox.remove();
        }
        gateway.close();
    }

    @Test
    void becomesADesktopWithoutAnyPrivilege() throws Exception {
        sandbox = Sandbox.started();
        JsonNode stages = sandbox.awaitReady();
        for (String stage : List.of("agent", "x", "bus", "window_manager", "panel", "painted")) {
            assertTrue(stages.path(stage).asLong(0) > 0, stage + " in " + stages);
        }
        assertTrue(stages.path("painted").asLong() < 20_000, stages.toString());
        // Begun before there was an agent, which knows it as its own.
        assertTrue(sandbox.logs().contains("took over xvnc"), sandbox.logs());
        assertEquals("1", sandbox.shell("pgrep -c -x Xtigervnc").strip());
        assertEquals("1000 1000", sandbox.shell("echo $(id -u) $(id -g)").strip());
        String status = sandbox.shell("cat /proc/1/status");
        assertTrue(status.contains("CapEff:\t0000000000000000"), status);
        assertTrue(status.contains("NoNewPrivs:\t1"), status);
        // VNC on a socket for this user, and nothing on any network.
        assertEquals("600", sandbox.shell("stat -c %a /run/pilothouse/vnc.sock").strip());
        assertEquals(
                "RFB 003.008", sandbox.shell("sleep 0.5 | socat - UNIX-CONNECT:/run/pilothouse/vnc.sock | head -c 11"));
        assertEquals(1, sandbox.shell("cat /proc/net/tcp").lines().count());
        assertEquals(1, sandbox.shell("cat /proc/net/tcp6").lines().count());
        assertTrue(sandbox.shell("dbus-send --session --print-reply --dest=org.a11y.Bus /org/a11y/bus "
                        + "org.freedesktop.DBus.Properties.Get string:org.a11y.Status string:IsEnabled")
                .contains("boolean true"));
        assertEquals("0700", sandbox.shell("stat -c 0%a /run/pilothouse/log").strip());
    }

    @Test
    void theGatewaySeesAndUsesTheDesktopThroughTheRelay() throws Exception {
        sandbox = Sandbox.started("PILOTHOUSE_LABEL=build box", "PILOTHOUSE_GEOMETRY=1024x640");
        FakeGateway.Peer peer = sandbox.relay(gateway);
        assertEquals("build box", peer.init.device().label());
        JsonNode status = peer.awaitRequest("desktop.status");
        while (!status.path("state").asString().equals("active")) {
            status = peer.awaitRequest("desktop.status");
        }
        assertEquals(1024, status.path("width").asInt());
        assertTrue(status.at("/stages_ms/painted").asLong() > 0);

        sandbox.shell("xfce4-terminal --title=Typing >/dev/null 2>&1 & sleep 1.5");
        assertOk(peer.execute("{\"op\":\"mouse\",\"action\":\"click\",\"x\":512,\"y\":320}"));
        assertOk(peer.execute("{\"op\":\"keyboard\",\"action\":\"type\",\"text\":\"echo 'Grüße, 世界' >~/typed\"}"));
        assertOk(peer.execute("{\"op\":\"keyboard\",\"action\":\"press\",\"key\":\"Enter\"}"));
        assertEquals("Grüße, 世界", await(() -> sandbox.shell("cat ~/typed 2>/dev/null || true")
                .strip()));

        JsonNode evidence = assertOk(peer.execute("{\"op\":\"screenshot\",\"display\":\"primary\"}"))
                .path("evidence");
        assertEquals("image/png", evidence.path("mime").asString());
        assertEquals(1024, evidence.path("width").asInt());
        byte[] png = Base64.getDecoder().decode(evidence.path("bytesBase64").asString());
        assertEquals(0x89, png[0] & 0xff);
        evidence = assertOk(peer.execute(
                        "{\"op\":\"screenshot\",\"display\":\"primary\",\"format\":\"jpeg\",\"max_width\":512}"))
                .path("evidence");
        assertEquals("image/jpeg", evidence.path("mime").asString());
        assertEquals(
                "512 320 1024 640",
                "%d %d %d %d"
                        .formatted(
                                evidence.path("width").asInt(),
                                evidence.path("height").asInt(),
                                evidence.path("screen_width").asInt(),
                                evidence.path("screen_height").asInt()));
    }

    @Test
    void whatCannotBeDoneIsRefusedInOneSentence() throws Exception {
        sandbox = Sandbox.started();
        FakeGateway.Peer peer = sandbox.relay(gateway);
        sandbox.awaitReady();
        Map<String, String> refusals = new HashMap<>();
        refusals.put("{\"op\":\"mouse\",\"action\":\"click\",\"x\":5000,\"y\":1}", "outside the screen");
        refusals.put("{\"op\":\"mouse\",\"action\":\"fly\",\"x\":1,\"y\":1}", "action is 'fly'");
        refusals.put("{\"op\":\"mouse\",\"action\":\"click\",\"y\":1}", "x must be a whole number");
        refusals.put("{\"op\":\"mouse\",\"action\":\"move\",\"x\":1.5,\"y\":1}", "x must be a whole number");
        refusals.put("{\"op\":\"mouse\",\"action\":[],\"x\":1,\"y\":1}", "Invalid arguments of mouse");
        refusals.put("{\"op\":\"mouse\",\"x\":1,\"y\":1}", "action is missing");
        refusals.put("{\"op\":\"keyboard\",\"action\":\"press\",\"key\":\"Foo\"}", "Unknown key: Foo");
        refusals.put("{\"op\":\"keyboard\",\"action\":\"type\"}", "text must have");
        refusals.put("{\"op\":\"screenshot\",\"format\":\"bmp\"}", "format is 'bmp'");
        refusals.put("{\"op\":\"screenshot\",\"max_width\":0}", "max_width is '0'");
        refusals.put("{\"op\":\"dance\"}", "no provider for capability: tyrum.desktop.dance");
        refusals.put("{}", "no provider for capability");
        for (Map.Entry<String, String> refusal : refusals.entrySet()) {
            JsonNode answer = peer.execute(refusal.getKey());
            assertEquals("task_failed", answer.at("/error/code").asString(), answer.toString());
            assertTrue(answer.at("/error/message").asString().contains(refusal.getValue()), answer.toString());
        }
    }

    @Test
    void aKilledAgentComesBackToTheSameDesktop() throws Exception {
        sandbox = Sandbox.started();
        FakeGateway.Peer peer = sandbox.relay(gateway);
        JsonNode ready = sandbox.awaitReady();
        String node = peer.init.device().deviceId();
        Map<String, String> before = sandbox.processes();
        sandbox.shell("kill -9 " + before.get("java"));
        sandbox.endRelay();
        peer = sandbox.relay(gateway);
        assertEquals(node, peer.init.device().deviceId());
        JsonNode status = peer.awaitRequest("desktop.status");
        while (!status.path("state").asString().equals("active")) {
            status = peer.awaitRequest("desktop.status");
        }
        assertEquals(ready.path("painted"), status.at("/stages_ms/painted"), "the times stay the container's");
        assertOk(peer.execute("{\"op\":\"screenshot\"}"));
        Map<String, String> after = sandbox.processes();
        assertNotEquals(before.remove("java"), after.remove("java"));
        assertEquals(before, after);
        // A taken-over X server is still looked after.
        sandbox.shell("kill -9 " + after.get("Xtigervnc"));
        await(
                () -> {
                    Map<String, String> now = sandbox.processes();
                    return now.size() == 6 && !now.get("Xtigervnc").equals(after.get("Xtigervnc"));
                },
                true);
    }

    @Test
    void startsAgainAfterEveryKillAndStaysTheSameNode() throws Exception {
        sandbox = Sandbox.started();
        sandbox.awaitReady();
        String identity = "cat ~/.config/pilothouse/device-identity.json";
        String before = sandbox.shell(identity);
        assertFalse(before.isBlank());
        for (int i = 0; i < 5; i++) {
            sandbox.kill();
            sandbox.start();
            sandbox.awaitReady();
        }
        assertEquals(before, sandbox.shell(identity));
        assertEquals(
                "600",
                sandbox.shell("stat -c %a ~/.config/pilothouse/device-identity.json")
                        .strip());
    }

    @Test
    void stopsInOrderAndSoon() throws Exception {
        sandbox = Sandbox.started();
        sandbox.awaitReady();
        // A program that was started from the desktop is asked first and can save what it has.
        sandbox.shell("env PILOTHOUSE_PROCESS=panel setsid sh -c "
                + "'trap \"echo saved >~/saved; exit\" TERM; while :; do sleep 0.05; done' >/dev/null 2>&1 &");
        // One that ignores being asked must not hold it up.
        sandbox.shell(
                "env PILOTHOUSE_PROCESS=panel setsid sh -c 'trap : TERM; while :; do sleep 1; done' >/dev/null 2>&1 &");
        long begin = System.nanoTime();
        sandbox.stop();
        long millis = (System.nanoTime() - begin) / 1_000_000;
        assertTrue(millis < 3000, millis + " ms");
        assertEquals(0, sandbox.state().path("ExitCode").asInt());
        assertTrue(sandbox.logs().contains("sandbox INFO stopped"));
        sandbox.start();
        assertEquals("saved", sandbox.shell("cat ~/saved").strip());
    }

    @Test
    void aSettingThatCannotBeMeantEndsTheContainerAndIsNamed() throws Exception {
        sandbox = Sandbox.started("PILOTHOUSE_GEOMETRY=huge");
        await(() -> sandbox.state().path("Running").asBoolean(), false);
        assertEquals(78, sandbox.state().path("ExitCode").asInt());
        assertTrue(sandbox.logs().contains("PILOTHOUSE_GEOMETRY is 'huge'"), sandbox.logs());
    }

    @FunctionalInterface
    private interface Look<T> {
        T look() throws Exception;
    }

    private static <T> void await(Look<T> look, T expected) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!expected.equals(look.look()) && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
        assertEquals(expected, look.look());
    }

    /** The first answer that is not empty. */
    private static String await(Look<String> look) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (look.look().isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
        return look.look();
    }

    private static JsonNode assertOk(JsonNode answer) {
        assertTrue(answer.path("ok").asBoolean(), answer.toString());
        return answer.path("result");
    }
}
