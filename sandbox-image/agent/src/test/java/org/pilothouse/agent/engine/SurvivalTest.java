package org.pilothouse.agent.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pilothouse.agent.node.FakeGateway;
import tools.jackson.databind.JsonNode;

/**
 * The desktop outlives the death of any of its parts, the agent's included. {@code -Dpilothouse.soak.seconds=300} for
 * more than the forty of every day.
 */
@Tag("engine")
@Timeout(value = 2, unit = TimeUnit.HOURS)
class SurvivalTest {
    private static final Duration KILLING = Duration.ofSeconds(Integer.getInteger("pilothouse.soak.seconds", 40));
    private static final Duration WHOLE_WITHIN = Duration.ofSeconds(90);
    private static final List<String> PARTS =
            List.of("java", "Xtigervnc", "xfwm4", "xfce4-panel", "xfdesktop", "at-spi-bus-laun", "dbus-daemon");

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
    void everyPartIsKilledAtRandomWhileActionsGoOnAndTheDesktopIsWholeAtTheEnd() throws Exception {
        sandbox = Sandbox.started();
        sandbox.awaitReady();
        sandbox.shell("echo precious >~/file");
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Actor actor = new Actor(sandbox, gateway, seed);
        Thread acting = Thread.ofVirtual().start(actor);
        List<String> killed = new ArrayList<>();
        long end = System.nanoTime() + KILLING.toNanos();
        while (System.nanoTime() < end) {
            String part = PARTS.get(random.nextInt(PARTS.size()));
            if (sandbox.shell("pkill -KILL -x " + part + " && echo killed || true")
                    .contains("killed")) {
                killed.add(part);
            }
            Thread.sleep(random.nextInt(1500));
        }
        actor.stop();
        acting.join();
        String story = "seed " + seed + ", killed " + killed + ", " + actor;
        assertTrue(killed.size() > 5, story);
        assertTrue(actor.done.get() > 0, story);
        assertWhole(story);
    }

    /** Every process runs once, the desktop is painted, input works, nothing is lost, and no zombie is left. */
    private void assertWhole(String story) throws Exception {
        long deadline = System.nanoTime() + WHOLE_WITHIN.toNanos();
        FakeGateway.Peer peer = sandbox.relay(gateway);
        JsonNode status = peer.awaitRequest("desktop.status");
        while (!status.path("state").asString().equals("active")
                || sandbox.processes().size() < 6) {
            assertTrue(System.nanoTime() < deadline, story + "; " + status + sandbox.processes() + sandbox.logs());
            status = peer.awaitRequest("desktop.status");
        }
        // What crashed often waits up to ten seconds before it is started again.
        String windows =
                "{\"op\":\"query\",\"selector\":{\"kind\":\"a11y\",\"role\":\"frame\",\"name\":\"Still here\"}}";
        sandbox.shell("setsid xfce4-terminal --title='Still here' >/dev/null 2>&1 &");
        while (!peer.execute(windows).toString().contains("Still here")) {
            assertTrue(System.nanoTime() < deadline, story + sandbox.processes() + sandbox.logs());
            Thread.sleep(200);
        }
        assertTrue(peer.execute("{\"op\":\"screenshot\"}").path("ok").asBoolean(), story);
        // Typed into the terminal, which has the focus.
        peer.execute("{\"op\":\"keyboard\",\"action\":\"type\",\"text\":\"cp file copy; echo 'Zürich' >>copy\\n\"}");
        while (!sandbox.shell("cat ~/copy 2>/dev/null || true").equals("precious\nZürich\n")) {
            assertTrue(System.nanoTime() < deadline, story + sandbox.processes());
            Thread.sleep(200);
        }
        assertEquals("0", sandbox.shell("ps -eo stat= | grep -c ^Z || true").strip(), story);
        Map<String, String> processes = sandbox.processes();
        for (String name : processes.keySet()) {
            assertEquals("1", sandbox.shell("pgrep -c -x " + name).strip(), name + " in " + story);
        }
    }

    @Test
    void aThousandOrphansAreReaped() throws Exception {
        sandbox = Sandbox.started();
        sandbox.awaitReady();
        // As browsers leave them: the parent ends first, then the child, which nobody waits for. In waves, since the
        // sandbox may hold 512 processes and threads, and each orphan is two processes for a while.
        for (int wave = 0; wave < 10; wave++) {
            sandbox.shell("for i in $(seq 100); do (sh -c 'sleep 0.2' &) ; done; sleep 0.5");
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        String left = "";
        while (System.nanoTime() < deadline) {
            left = sandbox.shell("ps -eo stat=,comm= | grep -E '^Z|sleep' || true")
                    .strip();
            if (left.isEmpty()) {
                break;
            }
            Thread.sleep(200);
        }
        assertEquals("", left);
    }

    @Test
    void endsEveryProcessInOrderWithinTenSecondsHoweverTheyBehave() throws Exception {
        sandbox = Sandbox.started();
        sandbox.awaitReady();
        sandbox.shell("env PILOTHOUSE_PROCESS=panel setsid sh -c "
                + "'trap \"\" TERM; while :; do sleep 1; done' >/dev/null 2>&1 &");
        // A part of the desktop that hangs cannot end when it is asked to.
        sandbox.shell("pkill -STOP -x xfwm4; pkill -STOP -x xfce4-panel");
        long begin = System.nanoTime();
        sandbox.stop();
        long millis = (System.nanoTime() - begin) / 1_000_000;
        assertTrue(millis < 10_000, millis + " ms");
        assertEquals(0, sandbox.state().path("ExitCode").asInt(), sandbox.logs());
        assertTrue(sandbox.logs().contains("sandbox INFO stopped"), sandbox.logs());
    }

    /** Somebody who works on the desktop meanwhile, and connects again whenever the agent was killed. */
    private static final class Actor implements Runnable {
        private final Sandbox sandbox;
        private final FakeGateway gateway;
        private final Random random;
        private final AtomicInteger done = new AtomicInteger();
        private final AtomicInteger refused = new AtomicInteger();
        private final AtomicInteger connections = new AtomicInteger();
        private volatile boolean stopping;

        Actor(Sandbox sandbox, FakeGateway gateway, long seed) {
            this.sandbox = sandbox;
            this.gateway = gateway;
            this.random = new Random(seed);
        }

        void stop() {
            stopping = true;
        }

        @Override
        public void run() {
            while (!stopping) {
                try {
                    FakeGateway.Peer peer = sandbox.relay(gateway);
                    connections.incrementAndGet();
                    while (!stopping) {
                        boolean ok = peer.execute(next()).path("ok").asBoolean();
                        (ok ? done : refused).incrementAndGet();
                    }
                    sandbox.endRelay();
                } catch (Exception | AssertionError e) {
                    endRelay();
                }
            }
        }

        private void endRelay() {
            try {
                sandbox.endRelay();
            } catch (Exception e) {
                // it ended with the agent
            }
        }

        private String next() {
            int x = random.nextInt(1280);
            int y = random.nextInt(800);
            return switch (random.nextInt(4)) {
                case 0 -> "{\"op\":\"mouse\",\"action\":\"move\",\"x\":" + x + ",\"y\":" + y + "}";
                case 1 -> "{\"op\":\"screenshot\",\"format\":\"jpeg\",\"max_width\":640}";
                case 2 -> "{\"op\":\"keyboard\",\"action\":\"type\",\"text\":\"äb\"}";
                default -> "{\"op\":\"snapshot\"}";
            };
        }

        @Override
        public String toString() {
            return done + " actions done, " + refused + " refused, " + connections + " connections";
        }
    }
}
