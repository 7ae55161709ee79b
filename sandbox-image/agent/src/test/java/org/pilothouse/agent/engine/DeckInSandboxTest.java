package org.pilothouse.agent.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** What Deck's daemon is known to do wrong, on a real desktop: here it is right. Numbers are those of the contract, A.6. */
@Tag("engine")
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class DeckInSandboxTest {
    private Sandbox sandbox;
    private SandboxApi api;

    @BeforeEach
    void start() throws Exception {
        sandbox = Sandbox.started(SandboxApi.SETTING);
        api = SandboxApi.of(sandbox);
    }

    @AfterEach
    void remove() throws Exception {
        sandbox.remove();
    }

    private String pids(String command) throws Exception {
        return sandbox.shell("pgrep -x " + command + " || true").strip();
    }

    private String status() throws Exception {
        return api.json("GET", "/computeruse/status", "").path("status").asString();
    }

    /** 1: stop did not end the restart loop, and restart added a second one. 10: start slept instead of looking. */
    @Test
    void stoppedIsStoppedStartIsReadyAndRestartLeavesOne() throws Exception {
        String before = pids("xfwm4");
        for (int i = 0; i < 3; i++) {
            assertTrue(
                    api.call("POST", "/computeruse/process/xfce4/restart", "").contains("started anew"));
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!status().equals("active")) {
            assertTrue(System.nanoTime() < deadline, sandbox.logs());
            Thread.sleep(100);
        }
        assertTrue(pids("xfwm4").matches("[0-9]+"), "one window manager, not one for each restart");
        assertNotEquals(before, pids("xfwm4"));

        api.call("POST", "/computeruse/stop", "");
        assertEquals("inactive", status());
        Thread.sleep(4000); // Deck's came back after two seconds: there is nothing else to wait for
        assertEquals("", pids("Xtigervnc") + pids("xfwm4") + pids("xfce4-panel"));
        assertEquals("inactive", status());

        JsonNode started = api.json("POST", "/computeruse/start", "");
        assertEquals("The desktop runs.", started.path("message").asString(), started.toString());
        // usable at once, without a pause
        assertTrue(api.call("GET", "/computeruse/screenshot/compressed?format=jpeg&scale=0.2", "")
                .contains("\"screenshot\""));
        assertEquals("active", status());
    }

    /** 2: the order of the stop was that of a hash table. */
    @Test
    void theStopIsInReverseOrderOfTheStart() throws Exception {
        List<String> order = List.of("xvnc", "xfwm4", "xfdesktop");
        sandbox.shell("pkill -STOP -x tumblerd || true");
        api.call("POST", "/computeruse/stop", "");
        JsonNode processes = api.json("GET", "/v1/desktop/processes", "").path("processes");
        String last = "9999";
        for (String name : order) {
            String ended = "";
            for (JsonNode process : processes) {
                if (process.path("name").asString().equals(name)) {
                    ended = process.at("/lastExit/at").asString("");
                }
            }
            assertTrue(!ended.isEmpty() && ended.compareTo(last) < 0, name + " ended at " + ended + ", before " + last);
            last = ended;
        }
    }

    /** 5: handles of log files leaked with each restart, logs grew without end and were given whole. */
    @Test
    void logsAreBoundedAndRestartsLeakNothing() throws Exception {
        String agent = sandbox.shell("pgrep -x java | head -1").strip();
        String count = "ls /proc/" + agent + "/fd | wc -l";
        api.call("POST", "/computeruse/process/xfce4/restart", "");
        int before = Integer.parseInt(sandbox.shell(count).strip());
        for (int i = 0; i < 10; i++) {
            api.call("POST", "/computeruse/process/xfce4/restart", "");
        }
        int after = Integer.parseInt(sandbox.shell(count).strip());
        assertTrue(after <= before + 5, before + " descriptors, then " + after);
        String size = sandbox.shell("du -sk /run/pilothouse/log | cut -f1").strip();
        assertTrue(Integer.parseInt(size) < 10_000, size + " KB of logs");
        JsonNode logs = api.json("GET", "/computeruse/process/xfce4/errors?tail=3", "");
        assertTrue(logs.path("errors").asString("").lines().count() <= 3, logs.toString());
    }

    /** 9: the debugging protocol and VNC were open to all, one bus was two, and no token was asked for. */
    @Test
    void nothingListensThatNeedNotAndATokenIsNeeded() throws Exception {
        // state 0A is LISTEN (Documentation/networking/proc_net_tcp)
        assertEquals(
                "",
                sandbox.shell("awk '$4 == \"0A\"' /proc/net/tcp /proc/net/tcp6 2>/dev/null || true")
                        .strip());
        assertTrue(sandbox.shell(
                        "printf 'GET /computeruse/status HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' | socat -t 5 - UNIX-CONNECT:"
                                + SandboxApi.SOCKET)
                .startsWith("HTTP/1.1 401"));
        JsonNode environment = api.json("POST", "/process/execute", "{\"command\":\"env\"}");
        String variables = environment.path("result").asString();
        assertTrue(variables.contains("DBUS_SESSION_BUS_ADDRESS="), variables);
        assertTrue(!variables.contains("DBUS_SYSTEM_BUS_ADDRESS"), variables);
        assertEquals(
                "srw-------",
                sandbox.shell("stat -c %A /run/pilothouse/vnc.sock").strip());
    }
}
