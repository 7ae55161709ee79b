package org.pilothouse.agent.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pilothouse.agent.node.FakeGateway;
import tools.jackson.databind.JsonNode;

/** What the agent weighs, also after it has been worked with. {@code -Dpilothouse.footprint.seconds=60} is the work's length. */
@Tag("engine")
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class FootprintTest {
    private static final double BUDGET_MB = 90;
    /** At least; so the lull has been noticed. */
    private static final double GIVEN_BACK_MB = 5;

    private static final Duration WORK = Duration.ofSeconds(Integer.getInteger("pilothouse.footprint.seconds", 60));
    private static final List<String> OPERATIONS = List.of(
            "{\"op\":\"screenshot\"}",
            "{\"op\":\"mouse\",\"action\":\"click\",\"x\":500,\"y\":400}",
            "{\"op\":\"keyboard\",\"action\":\"type\",\"text\":\"Straße, été, 世界 \"}",
            "{\"op\":\"screenshot\",\"format\":\"jpeg\",\"max_width\":800}",
            "{\"op\":\"snapshot\",\"include_tree\":true}",
            "{\"op\":\"query\",\"selector\":{\"kind\":\"a11y\",\"role\":\"push button\"}}",
            "{\"op\":\"mouse\",\"action\":\"scroll\",\"x\":500,\"y\":400,\"delta_y\":2}",
            "{\"op\":\"keyboard\",\"action\":\"press\",\"key\":\"ctrl+End\"}",
            "{\"op\":\"clipboard_write\",\"text\":\"copied\"}");
    /** What the gateway has no way to ask for; each is a Java program of its own, so seldom. */
    private static final List<String> COMMANDS = List.of(
            "recording start",
            "windows",
            "screenshot -o /tmp/shot.webp --format webp",
            "process run ls -- -l /usr/bin",
            "status",
            "recordings",
            "recording stop");

    private final FakeGateway gateway = new FakeGateway(FakeGateway.Mood.FRIENDLY);
    private Sandbox sandbox;

    @AfterEach
    void remove() throws Exception {
        if (sandbox != null) {
            sandbox.remove();
        }
        gateway.close();
    }

    @Test
    void aManagedSandboxStaysWithinTheBudgetAfterWork() throws Exception {
        sandbox = Sandbox.started();
        staysWithinTheBudget("managed", List.of());
    }

    @Test
    void soDoesOneWithTheApiRecordingIncluded() throws Exception {
        sandbox = Sandbox.started("PILOTHOUSE_API_LISTEN=unix:/run/pilothouse/api.sock");
        staysWithinTheBudget("with the API", COMMANDS);
    }

    private void staysWithinTheBudget(String which, List<String> commands) throws Exception {
        FakeGateway.Peer peer = sandbox.relay(gateway);
        sandbox.awaitReady();
        Resident started = rested();
        sandbox.shell(
                "setsid mousepad /etc/services >/dev/null 2>&1 & setsid xfce4-terminal >/dev/null 2>&1 & sleep 2");
        work(peer, commands);
        Resident worked = Resident.of(sandbox);
        Resident rested = rested();
        report("%s, started: %s", which, started);
        report("%s, just worked: %s", which, worked);
        report("%s, rested: %s", which, rested);
        assertTrue(started.megabytes() < BUDGET_MB, started.toString());
        assertTrue(rested.megabytes() < BUDGET_MB, rested.toString());
    }

    private void work(FakeGateway.Peer peer, List<String> commands) throws Exception {
        long begin = System.nanoTime();
        long end = begin + WORK.toNanos();
        int done = 0;
        int asked = 0;
        while (System.nanoTime() < end || asked < commands.size()) {
            for (String operation : OPERATIONS) {
                JsonNode answer = peer.execute(operation);
                assertTrue(answer.path("ok").asBoolean(), operation + ": " + answer);
                done++;
            }
            // Spread over the time.
            if (asked < commands.size() && System.nanoTime() - begin >= asked * WORK.toNanos() / commands.size()) {
                sandbox.shell("pilothouse-desktop " + commands.get(asked++) + " >/dev/null");
            }
        }
        report("%d operations and %d commands in %d s", done, asked, (System.nanoTime() - begin) / 1_000_000_000);
    }

    /** In a lull the agent gives back what it does not need; when that is, the machine's other work decides too. */
    private Resident rested() throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        Resident before = Resident.of(sandbox);
        Resident now = before;
        do {
            Thread.sleep(2000);
            Resident later = Resident.of(sandbox);
            now = later.megabytes() < now.megabytes() ? later : now;
        } while ((now.megabytes() >= BUDGET_MB || before.megabytes() - now.megabytes() < GIVEN_BACK_MB)
                && System.nanoTime() < deadline);
        return now;
    }

    @SuppressWarnings("SystemOut") // the figures are what one wants to see of it
    private static void report(String format, Object... values) {
        System.out.printf(Locale.ROOT, "footprint: " + format + "%n", values);
    }
}
