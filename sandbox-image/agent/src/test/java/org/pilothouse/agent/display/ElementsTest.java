package org.pilothouse.agent.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.agent.a11y.Accessibility;
import org.pilothouse.agent.desktop.Desktop;
import org.pilothouse.agent.desktop.DesktopOperations;
import org.pilothouse.agent.desktop.OperationException;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.frame.NodeMessages.TaskResult;
import tools.jackson.databind.JsonNode;

/** What an agent does with a real GTK program (mousepad) through operations alone: no sandbox image needed. */
class ElementsTest extends DisplayTest {
    @TempDir
    Path folder;

    private TestSession session;
    private Accessibility accessibility;
    private DesktopOperations operations;
    private Process editor;

    @BeforeEach
    void openEditor() throws Exception {
        session = TestSession.start(display, folder);
        accessibility = new Accessibility(session.busAddress());
        operations = new DesktopOperations(Desktop.of(server, accessibility), Clock.systemUTC());
        Files.writeString(session.home().resolve("note.txt"), "first line\n");
        editor = session.run("mousepad", "--disable-server", session.home() + "/note.txt");
        waitFor("{\"kind\":\"a11y\",\"role\":\"frame\",\"name\":\"note.txt\"}", "visible");
    }

    @AfterEach
    void closeEditor() throws Exception {
        editor.destroyForcibly().waitFor();
        accessibility.close();
    }

    private JsonNode ok(String args) throws Exception {
        TaskResult result = operations.execute(Json.LENIENT.readTree(args));
        return Json.LENIENT.valueToTree(result).path("result");
    }

    private String refused(String args) {
        var refused = assertThrows(OperationException.class, () -> operations.execute(Json.LENIENT.readTree(args)));
        return String.valueOf(refused.getMessage());
    }

    private void waitFor(String selector, String state) throws Exception {
        JsonNode result = ok("{\"op\":\"wait_for\",\"selector\":" + selector + ",\"state\":\"" + state
                + "\",\"timeout_ms\":20000,\"poll_ms\":50}");
        assertEquals("satisfied", result.path("status").asString(), result.toString());
    }

    private void act(String kind, String target) throws Exception {
        ok("{\"op\":\"act\",\"target\":" + target + ",\"action\":{\"kind\":\"" + kind + "\"}}");
    }

    private static List<JsonNode> nodes(JsonNode node) {
        List<JsonNode> all = new ArrayList<>(List.of(node));
        node.path("children").forEach(child -> all.addAll(nodes(child)));
        return all;
    }

    @Test
    void writesAndSavesATextByItsMenu() throws Exception {
        act("focus", "{\"kind\":\"a11y\",\"role\":\"text\",\"states\":[\"multi_line\"]}");
        ok("{\"op\":\"keyboard\",\"action\":\"press\",\"key\":\"End\",\"modifiers\":[\"Control\"]}");
        ok("{\"op\":\"keyboard\",\"action\":\"type\",\"text\":\"zweite Zeile ✓\"}");
        act("click", "{\"kind\":\"a11y\",\"role\":\"menu\",\"name\":\"File\"}");
        waitFor("{\"kind\":\"a11y\",\"role\":\"menu item\",\"name\":\"Save\"}", "visible");
        act("click", "{\"kind\":\"a11y\",\"role\":\"menu item\",\"name\":\"Save\"}");
        awaitEqual(
                "first line\nzweite Zeile ✓",
                () -> Files.readString(session.home().resolve("note.txt")).strip());
    }

    @Test
    void aRightClickOpensTheContextMenuAndEscapeClosesIt() throws Exception {
        act("right_click", "{\"kind\":\"a11y\",\"role\":\"text\",\"states\":[\"multi_line\",\"showing\"]}");
        waitFor(
                "{\"kind\":\"a11y\",\"role\":\"menu item\",\"name\":\"Select All\",\"states\":[\"showing\"]}",
                "visible");
        ok("{\"op\":\"keyboard\",\"action\":\"press\",\"key\":\"Escape\"}");
        waitFor(
                "{\"kind\":\"a11y\",\"role\":\"menu item\",\"name\":\"Select All\",\"states\":[\"showing\"]}",
                "hidden");
    }

    @Test
    void aSnapshotHasTheTreeWithTextAndPlaces() throws Exception {
        JsonNode result = ok("{\"op\":\"snapshot\",\"include_tree\":true,\"max_nodes\":512,\"max_text_chars\":8192}");
        List<JsonNode> nodes = nodes(result.at("/tree/root"));
        assertTrue(nodes.size() > 100 && nodes.size() <= 512, nodes.size() + " nodes");
        JsonNode text = nodes.stream()
                .filter(n -> n.path("value").asString("").contains("first line"))
                .findFirst()
                .orElseThrow();
        assertEquals("text", text.path("role").asString());
        assertTrue(text.at("/bounds/width").asInt() > 200, text.path("bounds").toString());
        for (JsonNode node : nodes) {
            JsonNode at = node.path("bounds");
            assertTrue(
                    at.path("x").asInt() >= 0
                            && at.path("x").asInt() + at.path("width").asInt() <= 1024
                            && at.path("y").asInt() + at.path("height").asInt() <= 768,
                    node.toString());
        }
        assertTrue(result.path("windows").toString().contains("note.txt"));
    }

    @Test
    void aWindowWithoutAccessibilityIsFoundByItsTitle() throws Exception {
        display.run("xterm", "-T", "Plain Terminal");
        String plain = "{\"kind\":\"a11y\",\"name\":\"Plain Terminal\"}";
        waitFor(plain, "visible");
        act("focus", "{\"kind\":\"a11y\",\"role\":\"frame\",\"name\":\"note.txt\"}");
        act("focus", plain);
        JsonNode match = ok("{\"op\":\"query\",\"selector\":" + plain + "}").at("/matches/0");
        assertTrue(match.path("element_ref").asString().startsWith("x11:"), match.toString());
        assertTrue(match.at("/node/states").toString().contains("active"));
        display.run("xterm", "-T", "Plain Terminal");
        DisplayTest.await(
                "the second one",
                () -> ok("{\"op\":\"query\",\"selector\":" + plain + ",\"limit\":5}")
                                .path("matches")
                                .size()
                        == 2);
        assertEquals(
                2,
                ok("{\"op\":\"query\",\"selector\":" + plain + "}")
                        .path("equally_good")
                        .asInt());
        String refused = refused("{\"op\":\"act\",\"target\":" + plain + ",\"action\":{\"kind\":\"focus\"}}");
        assertTrue(refused.startsWith("target_ambiguous: 2 elements"), refused);
        act("focus", "{\"kind\":\"ref\",\"ref\":\"" + match.path("element_ref").asString() + "\"}");
    }

    @Test
    void aProgramThatHangsHoldsNobodyUpAndOneThatEndedIsGone() throws Exception {
        String editorFrame = "{\"kind\":\"a11y\",\"role\":\"frame\",\"name\":\"note.txt\"}";
        String ref = ok("{\"op\":\"query\",\"selector\":" + editorFrame + "}")
                .at("/matches/0/element_ref")
                .asString();
        String byRef = "{\"op\":\"act\",\"target\":{\"kind\":\"ref\",\"ref\":\"" + ref
                + "\"},\"action\":{\"kind\":\"click\"}}";
        display.output("kill", "-STOP", String.valueOf(editor.pid()));
        try {
            long begin = System.nanoTime();
            JsonNode result = ok("{\"op\":\"snapshot\",\"include_tree\":true}");
            long millis = (System.nanoTime() - begin) / 1_000_000;
            assertTrue(millis < 5000, millis + " ms");
            assertTrue(nodes(result.at("/tree/root")).stream()
                    .anyMatch(n -> n.path("states").toString().contains("unresponsive")
                            && n.path("name").asString().equals("mousepad")));
            assertTrue(refused(byRef).contains("does not answer"));
        } finally {
            display.output("kill", "-CONT", String.valueOf(editor.pid()));
        }
        DisplayTest.await("that it is there again", () -> ok("{\"op\":\"query\",\"selector\":" + editorFrame + "}")
                .at("/matches/0/element_ref")
                .asString("")
                .equals(ref));
        editor.destroyForcibly().waitFor();
        DisplayTest.await("that it is gone", () -> refused(byRef).startsWith("target_not_found"));
        assertEquals(
                "timeout",
                ok("{\"op\":\"wait_for\",\"selector\":" + editorFrame + ",\"timeout_ms\":100}")
                        .path("status")
                        .asString());
    }

    @Test
    void theClipboardIsReadByOthers() throws Exception {
        for (String text : List.of("plain", "Grüße 世界 🚀\nzwei", "x".repeat(32_768), "世".repeat(32_768))) {
            ok(Json.LENIENT
                    .createObjectNode()
                    .put("op", "clipboard_write")
                    .put("text", text)
                    .toString());
            assertEquals(text, display.output("xclip", "-selection", "clipboard", "-out"));
        }
        assertFalse(refused("{\"op\":\"clipboard_write\",\"text\":\"" + "x".repeat(32_769) + "\"}")
                .isEmpty());
    }
}
