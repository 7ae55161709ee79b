package org.pilothouse.agent.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pilothouse.agent.node.FakeGateway;
import tools.jackson.databind.JsonNode;

/** Real programs, used by elements and by places on the screen; what came of it is read back from the disk. */
@Tag("engine")
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class ProgramsTest {
    private static Sandbox sandbox;
    private static final FakeGateway gateway = new FakeGateway(FakeGateway.Mood.FRIENDLY);
    private static FakeGateway.Peer peer;

    @BeforeAll
    static void start() throws Exception {
        sandbox = Sandbox.started();
        peer = sandbox.relay(gateway);
        sandbox.awaitReady();
    }

    @AfterAll
    static void remove() throws Exception {
        sandbox.remove();
        gateway.close();
    }

    private static JsonNode ok(String args) throws Exception {
        JsonNode answer = peer.execute(args);
        assertTrue(answer.path("ok").asBoolean(), args + ": " + answer);
        return answer.at("/result/result");
    }

    private static void waitFor(String role, String name) throws Exception {
        JsonNode result = ok("{\"op\":\"wait_for\",\"selector\":" + element(role, name) + ",\"timeout_ms\":15000}");
        assertEquals("satisfied", result.path("status").asString(), result.toString());
    }

    private static String element(String role, String name) {
        return "{\"kind\":\"a11y\",\"role\":\"" + role + "\",\"name\":\"" + name + "\"}";
    }

    private static void press(String chord) throws Exception {
        ok("{\"op\":\"keyboard\",\"action\":\"press\",\"key\":\"" + chord + "\"}");
    }

    private static void type(String text) throws Exception {
        ok("{\"op\":\"keyboard\",\"action\":\"type\",\"text\":\"" + text + "\"}");
    }

    private static void awaitShell(String expected, String command) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!expected.equals(sandbox.shell(command).strip()) && System.nanoTime() < deadline) {
            Thread.sleep(100);
        }
        assertEquals(expected, sandbox.shell(command).strip());
    }

    /** Clicks in the middle of an element's place on the screen, as one who only sees a picture would. */
    private static void clickPlaceOf(String role, String name) throws Exception {
        JsonNode bounds = ok("{\"op\":\"query\",\"selector\":" + element(role, name) + "}")
                .path("matches")
                .path(0)
                .at("/node/bounds");
        int x = bounds.path("x").asInt() + bounds.path("width").asInt() / 2;
        int y = bounds.path("y").asInt() + bounds.path("height").asInt() / 2;
        ok("{\"op\":\"mouse\",\"action\":\"click\",\"x\":" + x + ",\"y\":" + y + "}");
    }

    @Test
    void anEditorTakesEveryLanguageAndSavesItExactly() throws Exception {
        sandbox.shell(": >~/languages.txt; setsid mousepad ~/languages.txt >/dev/null 2>&1 &");
        waitFor("frame", "languages.txt");
        ok("{\"op\":\"act\",\"target\":{\"kind\":\"a11y\",\"role\":\"text\",\"states\":[\"multi_line\",\"showing\"]},"
                + "\"action\":{\"kind\":\"focus\"}}");
        String[] lines = {
            "Falsches Üben von Xylophonmusik quält jeden größeren Zwerg",
            "Dès Noël, où un zéphyr haï me vêt de glaçons würmiens",
            "Съешь же ещё этих мягких французских булок",
            "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία",
            "いろはにほへと ちりぬるを 日本語",
            "😀🚀 👩‍🚀 emoji"
        };
        for (String line : lines) {
            type(line + "\\n");
        }
        press("ctrl+s");
        awaitShell(String.join("\n", lines), "cat ~/languages.txt");
        press("ctrl+q");
    }

    @Test
    void aTerminalIsUsedByPlaceAndRunsWhatIsTyped() throws Exception {
        sandbox.shell("setsid xfce4-terminal --title='By place' >/dev/null 2>&1 &");
        waitFor("frame", "By place");
        clickPlaceOf("frame", "By place");
        type("echo 'Привет, κόσμε, 世界' >~/said\\n");
        awaitShell("Привет, κόσμε, 世界", "cat ~/said 2>/dev/null || true");
        type("exit\\n");
    }

    @Test
    void aFileManagerMakesAFolder() throws Exception {
        sandbox.shell("mkdir -p ~/shelf; setsid thunar ~/shelf >/dev/null 2>&1 &");
        waitFor("frame", "shelf");
        clickPlaceOf("frame", "shelf");
        press("ctrl+shift+n");
        waitFor("dialog", "Create New Folder");
        press("ctrl+a");
        type("Bücher");
        clickPlaceOf("push button", "Create");
        awaitShell("Bücher", "ls ~/shelf");
        press("ctrl+q");
    }
}
