package org.pilothouse.agent.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pilothouse.agent.node.FakeGateway;
import tools.jackson.databind.JsonNode;

/** Reading and using the accessibility tree of a real desktop: a terminal and an editor. */
@Tag("engine")
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class AccessibilityTest {
    private static Sandbox sandbox;
    private static final FakeGateway gateway = new FakeGateway(FakeGateway.Mood.FRIENDLY);
    private static FakeGateway.Peer peer;

    @BeforeAll
    static void openPrograms() throws Exception {
        sandbox = Sandbox.started();
        peer = sandbox.relay(gateway);
        sandbox.awaitReady();
        sandbox.shell("echo 'first line' >~/note.txt; setsid mousepad ~/note.txt >/dev/null 2>&1 &");
        waitFor("{\"kind\":\"a11y\",\"role\":\"frame\",\"name\":\"note.txt\"}");
        sandbox.shell("setsid xfce4-terminal --title='A11y Smoke' >/dev/null 2>&1 &");
        waitFor("{\"kind\":\"a11y\",\"role\":\"frame\",\"name\":\"A11y Smoke\"}");
    }

    @AfterAll
    static void remove() throws Exception {
        sandbox.remove();
        gateway.close();
    }

    private static void waitFor(String selector) throws Exception {
        JsonNode result = ok("{\"op\":\"wait_for\",\"selector\":" + selector + ",\"timeout_ms\":15000}");
        assertEquals("satisfied", result.path("status").asString(), result.toString());
    }

    private static JsonNode ok(String args) throws Exception {
        JsonNode answer = peer.execute(args);
        assertTrue(answer.path("ok").asBoolean(), answer.toString());
        return answer.at("/result/result");
    }

    private static String refused(String args) throws Exception {
        JsonNode answer = peer.execute(args);
        assertFalse(answer.path("ok").asBoolean(), answer.toString());
        return answer.at("/error/message").asString();
    }

    private static List<JsonNode> nodes(JsonNode node) {
        List<JsonNode> all = new ArrayList<>(List.of(node));
        node.path("children").forEach(child -> all.addAll(nodes(child)));
        return all;
    }

    private static JsonNode named(List<JsonNode> nodes, String role, String name) {
        return nodes.stream()
                .filter(n -> n.path("role").asString().equals(role)
                        && n.path("name").asString().contains(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + role + " " + name));
    }

    private static String activeTitle() throws Exception {
        JsonNode result = ok("{\"op\":\"snapshot\"}");
        for (JsonNode window : result.path("windows")) {
            if (window.path("focused").asBoolean()) {
                return window.path("title").asString();
            }
        }
        return "";
    }

    @Test
    void aSnapshotHasThePictureTheWindowsAndTheTree() throws Exception {
        JsonNode answer = peer.execute("{\"op\":\"snapshot\",\"include_tree\":true}");
        JsonNode evidence = answer.at("/result/evidence");
        assertEquals(
                "image/png 1280 800 hybrid",
                "%s %d %d %s"
                        .formatted(
                                evidence.path("mime").asString(),
                                evidence.path("width").asInt(),
                                evidence.path("height").asInt(),
                                evidence.path("mode").asString()));
        JsonNode result = answer.at("/result/result");
        assertEquals("hybrid", result.at("/backend/mode").asString());
        assertTrue(result.at("/backend/permissions/accessibility").asBoolean());
        assertTrue(result.path("windows").toString().contains("A11y Smoke"));
        JsonNode root = result.at("/tree/root");
        assertEquals("desktop frame", root.path("role").asString());
        assertEquals(1280, root.at("/bounds/width").asInt());
        List<JsonNode> nodes = nodes(root);
        assertTrue(nodes.size() > 100 && nodes.size() <= 2048, nodes.size() + " nodes");
        JsonNode terminal = named(nodes, "frame", "A11y Smoke");
        assertTrue(
                terminal.at("/bounds/width").asInt() > 300,
                terminal.path("bounds").toString());
        assertTrue(terminal.path("states").toString().contains("showing"));
        assertTrue(named(nodes, "menu", "File").path("actions").toString().contains("lick"));
        assertTrue(named(nodes, "text", "").path("value").asString().contains("first line"));
    }

    @Test
    void limitsAreKeptAndWhatShowsComesFirst() throws Exception {
        JsonNode result = ok("{\"op\":\"snapshot\",\"include_tree\":true,\"max_nodes\":40,\"max_text_chars\":60}");
        List<JsonNode> nodes = nodes(result.at("/tree/root"));
        assertEquals(40, nodes.size());
        int text = nodes.stream()
                .mapToInt(n -> n.path("name").asString().length()
                        + n.path("value").asString("").length())
                .sum();
        assertTrue(text <= 60, text + " characters");
        assertTrue(nodes.stream().noneMatch(n -> n.path("role").asString().equals("menu item")));
        assertTrue(refused("{\"op\":\"snapshot\",\"max_nodes\":5000}").contains("max_nodes is '5000'"));
    }

    @Test
    void aQueryFindsByNameRoleAndStates() throws Exception {
        JsonNode match = ok("{\"op\":\"query\",\"selector\":{\"kind\":\"a11y\",\"name\":\"A11y Smoke\"}}")
                .at("/matches/0");
        assertEquals("a11y", match.path("kind").asString());
        assertEquals("frame", match.at("/node/role").asString());
        String ref = match.path("element_ref").asString();
        JsonNode again = ok("{\"op\":\"query\",\"selector\":{\"kind\":\"ref\",\"ref\":\"" + ref + "\"}}");
        assertEquals("A11y Smoke", again.at("/matches/0/node/name").asString());
        JsonNode buttons = ok("{\"op\":\"query\",\"limit\":64,\"selector\":{\"kind\":\"a11y\",\"role\":\"push button\","
                + "\"states\":[\"showing\"]}}");
        assertTrue(buttons.path("matches").size() >= 3, buttons.toString());
        assertEquals(
                0,
                ok("{\"op\":\"query\",\"selector\":{\"kind\":\"a11y\",\"name\":\"No such thing\"}}")
                        .path("matches")
                        .size());
        assertEquals(
                0,
                ok("{\"op\":\"query\",\"selector\":{\"kind\":\"ref\",\"ref\":\"atspi::1.999|/x\"}}")
                        .path("matches")
                        .size());
    }

    @Test
    void focusBringsTheWindowToTheFrontAndTextGoesThere() throws Exception {
        JsonNode result = ok("{\"op\":\"act\",\"target\":{\"kind\":\"a11y\",\"name\":\"note.txt\",\"role\":\"frame\"},"
                + "\"action\":{\"kind\":\"focus\"}}");
        assertTrue(result.path("resolved_element_ref").asString().startsWith("atspi:"));
        assertTrue(activeTitle().contains("note.txt"), activeTitle());
        ok("{\"op\":\"act\",\"target\":{\"kind\":\"a11y\",\"name\":\"A11y Smoke\"},\"action\":{\"kind\":\"focus\"}}");
        assertEquals("A11y Smoke", activeTitle());
        // An element inside brings its window along.
        ok("{\"op\":\"act\",\"target\":{\"kind\":\"a11y\",\"role\":\"text\",\"states\":[\"multi_line\",\"showing\"]},"
                + "\"action\":{\"kind\":\"focus\"}}");
        assertTrue(activeTitle().contains("note.txt"), activeTitle());
        assertTrue(peer.execute("{\"op\":\"keyboard\",\"action\":\"press\",\"key\":\"ctrl+End\"}")
                .path("ok")
                .asBoolean());
        assertTrue(peer.execute("{\"op\":\"keyboard\",\"action\":\"type\",\"text\":\"zweite Zeile ✓\"}")
                .path("ok")
                .asBoolean());
        assertTrue(peer.execute("{\"op\":\"keyboard\",\"action\":\"press\",\"key\":\"s\",\"modifiers\":[\"ctrl\"]}")
                .path("ok")
                .asBoolean());
        await("cat ~/note.txt", "first line\nzweite Zeile ✓");
    }

    @Test
    void aClickOpensAMenuAndEscapeClosesIt() throws Exception {
        ok("{\"op\":\"act\",\"target\":{\"kind\":\"a11y\",\"name\":\"Applications\",\"role\":\"toggle button\"},"
                + "\"action\":{\"kind\":\"click\"}}");
        JsonNode menu =
                ok("{\"op\":\"wait_for\",\"selector\":{\"kind\":\"a11y\",\"role\":\"menu\",\"name\":\"Accessories\"},"
                        + "\"state\":\"visible\",\"timeout_ms\":5000}");
        assertEquals("satisfied", menu.path("status").asString());
        assertEquals("Accessories", menu.at("/match/node/name").asString());
        peer.execute("{\"op\":\"keyboard\",\"action\":\"press\",\"key\":\"Escape\"}");
        JsonNode gone =
                ok("{\"op\":\"wait_for\",\"selector\":{\"kind\":\"a11y\",\"role\":\"menu\",\"name\":\"Accessories\"},"
                        + "\"state\":\"hidden\",\"timeout_ms\":5000}");
        assertEquals("satisfied", gone.path("status").asString());
    }

    @Test
    void aWaitThatIsInVainSaysSo() throws Exception {
        JsonNode result = ok("{\"op\":\"wait_for\",\"selector\":{\"kind\":\"a11y\",\"name\":\"No such thing\"},"
                + "\"timeout_ms\":600,\"poll_ms\":100}");
        assertEquals("timeout", result.path("status").asString());
        assertTrue(result.path("elapsed_ms").asInt() >= 600);
    }

    @Test
    void theClipboardHoldsWhatWasWritten() throws Exception {
        ok("{\"op\":\"act\",\"target\":{\"kind\":\"a11y\",\"name\":\"A11y Smoke\",\"role\":\"frame\"},"
                + "\"action\":{\"kind\":\"focus\"}}");
        String text = "echo 'Grüße 世界 \uD83D\uDE80' >~/pasted";
        assertEquals(
                "ok",
                ok("{\"op\":\"clipboard_write\",\"text\":\"" + text + "\"}")
                        .path("status")
                        .asString());
        peer.execute("{\"op\":\"keyboard\",\"action\":\"press\",\"key\":\"ctrl+shift+v\"}");
        Thread.sleep(500);
        peer.execute("{\"op\":\"keyboard\",\"action\":\"press\",\"key\":\"Enter\"}");
        await("cat ~/pasted 2>/dev/null || true", "Grüße 世界 \uD83D\uDE80");
    }

    @Test
    void targetsThatAreNotThereOrNotClearAreRefused() throws Exception {
        assertTrue(refused("{\"op\":\"act\",\"target\":{\"kind\":\"a11y\",\"name\":\"No such thing\"},"
                        + "\"action\":{\"kind\":\"click\"}}")
                .startsWith("target_not_found: "));
        assertTrue(refused(
                        "{\"op\":\"act\",\"target\":{\"kind\":\"a11y\",\"role\":\"push button\",\"states\":[\"showing\"]},"
                                + "\"action\":{\"kind\":\"click\"}}")
                .startsWith("target_ambiguous: "));
        assertTrue(refused("{\"op\":\"act\",\"target\":{\"kind\":\"a11y\"},\"action\":{\"kind\":\"click\"}}")
                .contains("needs a role, a name or states"));
        assertTrue(refused(
                        "{\"op\":\"act\",\"target\":{\"kind\":\"ref\",\"ref\":\"nonsense\"},\"action\":{\"kind\":\"click\"}}")
                .contains("ref is 'nonsense'"));
        assertTrue(refused(
                        "{\"op\":\"act\",\"target\":{\"kind\":\"ref\",\"ref\":\"pixel:9999,1\"},\"action\":{\"kind\":\"click\"}}")
                .contains("outside the screen"));
        assertTrue(
                refused("{\"op\":\"act\",\"target\":{\"kind\":\"a11y\",\"name\":\"x\"},\"action\":{\"kind\":\"eat\"}}")
                        .contains("action.kind is 'eat'"));
        assertTrue(refused("{\"op\":\"query\",\"selector\":{\"kind\":\"ocr\",\"text\":\"x\"}}")
                .startsWith("unavailable: "));
        assertTrue(
                refused("{\"op\":\"query\",\"selector\":{\"kind\":\"smell\"}}").contains("Invalid arguments of query"));
        assertTrue(refused("{\"op\":\"query\"}").contains("selector is missing"));
        assertTrue(refused("{\"op\":\"clipboard_write\",\"text\":\"\"}").contains("text must have"));
    }

    @Test
    void aProgramThatHangsDoesNotHangTheTree() throws Exception {
        sandbox.shell("setsid xfce4-terminal --disable-server --title=Hanging >/dev/null 2>&1 &");
        waitFor("{\"kind\":\"a11y\",\"role\":\"frame\",\"name\":\"Hanging\"}");
        String pid = sandbox.shell("pgrep -f title=Hanging | head -1").strip();
        sandbox.shell("kill -STOP " + pid);
        try {
            long begin = System.nanoTime();
            JsonNode result = ok("{\"op\":\"snapshot\",\"include_tree\":true}");
            long millis = (System.nanoTime() - begin) / 1_000_000;
            assertTrue(millis < 6000, millis + " ms");
            named(nodes(result.at("/tree/root")), "frame", "A11y Smoke");
        } finally {
            sandbox.shell("kill -CONT " + pid + "; kill " + pid);
        }
    }

    private static void await(String command, String expected) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (!sandbox.shell(command).strip().equals(expected) && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
        assertEquals(expected, sandbox.shell(command).strip());
    }
}
