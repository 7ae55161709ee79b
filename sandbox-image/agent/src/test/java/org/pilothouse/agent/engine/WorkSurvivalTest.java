package org.pilothouse.agent.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pilothouse.agent.node.FakeGateway;
import tools.jackson.databind.JsonNode;

/** What was begun in a sandbox goes on when the agent is killed, and has time to end when the container ends. */
@Tag("engine")
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class WorkSurvivalTest {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private Sandbox sandbox;

    @BeforeEach
    void start() throws Exception {
        sandbox = Sandbox.started(RelayedApi.LISTEN);
        sandbox.awaitReady();
    }

    @AfterEach
    void remove() throws Exception {
        sandbox.remove();
    }

    private static String shell(String script, String more) {
        return "{\"command\":\"sh\",\"args\":[\"-c\",\"" + script + "\"]" + more + "}";
    }

    private static JsonNode begin(RelayedApi api, String body) throws Exception {
        JsonNode begun = api.json("POST", "/v1/processes", body);
        assertEquals("running", begun.path("status").asString(), begun.toString());
        return begun;
    }

    private static String log(RelayedApi api, String id) throws Exception {
        StringBuilder text = new StringBuilder();
        for (JsonNode entry :
                api.json("GET", "/v1/processes/" + id + "/logs", "").path("entries")) {
            text.append(new String(Base64.getDecoder().decode(entry.path("data").asString()), StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    private static void input(RelayedApi api, String id, String text) throws Exception {
        String data = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        api.json("POST", "/v1/processes/" + id + "/input", "{\"data\":\"" + data + "\",\"encoding\":\"base64\"}");
    }

    private static void awaitInLog(RelayedApi api, String id, String text) throws Exception {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!log(api, id).contains(text)) {
            assertTrue(System.nanoTime() < deadline, text + " in " + log(api, id));
            Thread.sleep(100);
        }
    }

    @Test
    void programsTerminalsAndFilmsOutliveTheAgent() throws Exception {
        JsonNode counting;
        JsonNode terminal;
        String film;
        try (RelayedApi api = RelayedApi.of(sandbox)) {
            counting = begin(api, shell("i=0; while :; do i=$((i+1)); echo count $i; sleep 0.05; done", ""));
            terminal = begin(api, "{\"command\":\"bash\",\"args\":[\"-i\"],\"tty\":true}");
            input(api, terminal.path("id").asString(), "word=remembered\n");
            film = api.json("POST", "/v1/desktop/recording/start", "{\"fps\":10}")
                    .path("id")
                    .asString();
            awaitInLog(api, counting.path("id").asString(), "count 20\n");
        }
        String agent = sandbox.shell("pgrep -o -x java").strip();
        sandbox.shell("kill -9 " + agent + "; while kill -0 " + agent + " 2>/dev/null; do sleep 0.05; done; " + "rm -f "
                + RelayedApi.SOCKET);
        try (RelayedApi api = RelayedApi.of(sandbox)) {
            for (JsonNode begun : new JsonNode[] {counting, terminal}) {
                JsonNode now =
                        api.json("GET", "/v1/processes/" + begun.path("id").asString(), "");
                assertEquals("running", now.path("status").asString(), now.toString());
                assertEquals(begun.path("pid"), now.path("pid"), "the same process");
            }
            String id = counting.path("id").asString();
            int before = lastCount(log(api, id));
            awaitInLog(api, id, "count " + (before + 20) + "\n");
            assertCountsOn(log(api, id));
            id = terminal.path("id").asString();
            input(api, id, "echo word is $word\n");
            awaitInLog(api, id, "word is remembered");
            JsonNode recording = api.json("GET", "/v1/desktop/recordings/" + film, "");
            assertFalse(recording.path("status").asString().equals("recording"), recording.toString());
            assertTrue(recording.path("bytes").asLong() > 1000, recording.toString());
            byte[] bytes = api.call("GET", "/v1/desktop/recordings/" + film + "/download", "");
            assertEquals(recording.path("bytes").asLong(), bytes.length);
            assertEquals("ftyp", new String(bytes, 4, 4, StandardCharsets.US_ASCII));
        }
    }

    private static int lastCount(String log) {
        String[] lines = log.strip().split("\n");
        return Integer.parseInt(
                lines[lines.length - 1].substring("count ".length()).strip());
    }

    /** Nothing that it wrote while there was no agent is missing. */
    private static void assertCountsOn(String log) {
        int expected = 0;
        for (String line : log.strip().split("\n")) {
            expected++;
            assertEquals("count " + expected, line);
        }
    }

    @Test
    void programsHaveTheirShareOfTheContainersEnd() throws Exception {
        try (RelayedApi api = RelayedApi.of(sandbox)) {
            begin(api, shell("trap 'sleep 2.5; echo saved >~/slowly; exit' TERM; while :; do sleep 0.05; done", ""));
            begin(api, shell("trap '' TERM HUP; while :; do sleep 1; done", ""));
            String terminal = begin(api, "{\"command\":\"bash\",\"args\":[\"-i\"],\"tty\":true}")
                    .path("id")
                    .asString();
            input(api, terminal, "trap 'echo hung up >~/terminal' EXIT; echo se''t\n");
            awaitInLog(api, terminal, "set");
        }
        long begin = System.nanoTime();
        sandbox.stop();
        long millis = (System.nanoTime() - begin) / 1_000_000;
        // The engine ends by force what has not ended after ten seconds, with another status.
        assertEquals(0, sandbox.state().path("ExitCode").asInt(), sandbox.logs());
        assertTrue(millis < 10_500, millis + " ms");
        assertTrue(sandbox.logs().contains("sandbox INFO stopped"), sandbox.logs());
        sandbox.start();
        assertEquals("saved", sandbox.shell("cat ~/slowly").strip());
        assertEquals("hung up", sandbox.shell("cat ~/terminal").strip());
    }

    @Test
    void aForkBombLeavesTheAgentAnswering() throws Exception {
        FakeGateway gateway = new FakeGateway(FakeGateway.Mood.FRIENDLY);
        try (RelayedApi api = RelayedApi.of(sandbox)) {
            FakeGateway.Peer peer = sandbox.relay(gateway);
            // Each of them makes more, as soon as there is room again.
            String program = "while (1) { defined(fork) or select(undef, undef, undef, 0.2) }";
            String bomb = begin(api, "{\"command\":\"perl\",\"args\":[\"-e\",\"" + program + "\"]}")
                    .path("id")
                    .asString();
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
            int answered = 0;
            while (System.nanoTime() < end) {
                JsonNode shot = peer.execute("{\"op\":\"screenshot\",\"format\":\"jpeg\",\"max_width\":640}");
                assertTrue(shot.path("ok").asBoolean(), shot.toString());
                JsonNode status = api.json("GET", "/v1/desktop/status", "");
                assertEquals("active", status.path("state").asString(), status.toString());
                answered++;
            }
            assertTrue(answered > 2, answered + " times");
            api.json("POST", "/v1/processes/" + bomb + "/kill", "");
            long deadline = System.nanoTime() + PATIENCE_NANOS;
            // Where no process can be started, this is refused by the engine.
            while (!"0"
                    .equals(Sandbox.run(List.of(
                                    "docker",
                                    "exec",
                                    sandbox.name(),
                                    "sh",
                                    "-c",
                                    "ps -eo args= | grep -c '[d]efined(fork)' || true"))
                            .text()
                            .strip())) {
                assertTrue(System.nanoTime() < deadline, "the bomb goes on");
                Thread.sleep(200);
            }
            assertTrue(peer.execute("{\"op\":\"screenshot\"}").path("ok").asBoolean());
        } finally {
            gateway.close();
        }
    }
}
