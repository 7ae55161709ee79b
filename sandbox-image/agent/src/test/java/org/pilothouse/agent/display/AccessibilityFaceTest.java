package org.pilothouse.agent.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pilothouse.agent.api.ApiClient.Reply;
import tools.jackson.databind.JsonNode;

/** Elements of a real GTK program (mousepad), by the HTTP API alone. */
class AccessibilityFaceTest extends FaceFixture {
    private static final String PATH = "/v1/desktop/";
    private TestSession session;
    private Process editor;

    @Override
    String startSession() throws Exception {
        session = TestSession.start(display, folder);
        return session.busAddress();
    }

    @BeforeEach
    void openEditor() throws Exception {
        Files.writeString(session.home().resolve("note.txt"), "first line\n");
        editor = session.run("mousepad", "--disable-server", session.home() + "/note.txt");
        ok("wait/element", "{'role':'frame','name':'note.txt'}");
        ok("wait/element", "{'role':'text','states':['multi_line']}");
    }

    private Reply post(String path, String body) throws Exception {
        return client.post(PATH + path, body.replace('\'', '"'));
    }

    private JsonNode ok(String path, String body) throws Exception {
        Reply reply = post(path, body);
        assertEquals(200, reply.status(), path + " " + reply.text());
        return reply.json();
    }

    private JsonNode tree(String query) throws Exception {
        Reply reply = client.get(PATH + "accessibility/tree" + query);
        assertEquals(200, reply.status(), reply.text());
        return reply.json();
    }

    private void refused(int status, String code, Reply reply) {
        assertEquals(status + " " + code, reply.status() + " " + reply.code(), reply.text());
        assertFalse(reply.json().path("detail").asString("").isEmpty());
    }

    private static String encoded(String ref) {
        return URLEncoder.encode(ref, StandardCharsets.UTF_8);
    }

    private static List<JsonNode> nodes(JsonNode node) {
        List<JsonNode> all = new ArrayList<>(List.of(node));
        node.path("children").forEach(child -> all.addAll(nodes(child)));
        return all;
    }

    private static int depth(JsonNode node) {
        int deepest = 0;
        for (JsonNode child : node.path("children")) {
            deepest = Math.max(deepest, 1 + depth(child));
        }
        return deepest;
    }

    @Test
    void theTreeIsReadByScopeAndDepth() throws Exception {
        JsonNode whole = tree("");
        assertTrue(nodes(whole.path("root")).size() > 100, whole.toString());
        assertFalse(whole.path("truncated").asBoolean());
        assertEquals(1, depth(tree("?depth=1").path("root")));
        assertEquals(0, depth(tree("?depth=0").path("root")));
        JsonNode few = tree("?maxElements=20");
        assertTrue(nodes(few.path("root")).size() <= 20 && few.path("truncated").asBoolean(), few.toString());

        JsonNode frame =
                ok("accessibility/find", "{'role':'frame','name':'note.txt'}").at("/matches/0");
        ok("accessibility/focus", "{'ref':'" + frame.path("ref").asString() + "'}");
        JsonNode focused = tree("?scope=focused").path("root");
        assertEquals(frame.path("ref"), focused.path("ref"));
        assertTrue(nodes(focused).size() > 100);

        JsonNode program = tree("?scope=pid&pid=" + editor.pid() + "&depth=1").at("/root/children");
        assertEquals("mousepad", program.at("/0/name").asString(), program.toString());
        assertEquals(1, program.size());
        assertEquals(0, tree("?scope=pid&pid=1").at("/root/children").size());

        String menuBar = ok("accessibility/find", "{'role':'menu bar','scope':'focused'}")
                .at("/matches/0/ref")
                .asString();
        JsonNode menus = tree("?ref=" + encoded(menuBar) + "&depth=1").path("root");
        assertEquals("menu bar", menus.path("role").asString());
        assertTrue(menus.path("children").toString().contains("File"), menus.toString());
        JsonNode inMenuBar = ok("accessibility/find", "{'role':'menu','limit':50,'ref':'" + menuBar + "'}");
        assertTrue(inMenuBar.path("matches").size() >= 5, inMenuBar.toString());
        assertEquals(
                0,
                ok("accessibility/find", "{'role':'text','ref':'" + menuBar + "'}")
                        .path("matches")
                        .size());
    }

    @Test
    void aReferenceSurvivesThatTheTreeIsReadAgain() throws Exception {
        String ref = ok("accessibility/find", "{'role':'text','states':['multi_line']}")
                .at("/matches/0/ref")
                .asString();
        for (int i = 0; i < 3; i++) {
            assertTrue(nodes(tree("").path("root")).stream()
                    .anyMatch(node -> node.path("ref").asString().equals(ref)));
        }
        JsonNode now = ok("accessibility/value", "{'ref':'" + ref + "','value':'Grüße, мир, 日本 ✓'}");
        assertEquals("Grüße, мир, 日本 ✓", now.path("value").asString());
        assertEquals(ref, now.path("ref").asString());
        ok("accessibility/focus", "{'ref':'" + ref + "'}");
        ok("keyboard/press", "{'key':'ctrl+s'}");
        awaitEqual("Grüße, мир, 日本 ✓", () -> Files.readString(session.home().resolve("note.txt"))
                .strip());
        editor.destroyForcibly().waitFor();
        await(
                "that it is gone",
                () -> post("accessibility/focus", "{'ref':'" + ref + "'}").status() == 404);
        refused(404, "element_not_found", post("accessibility/value", "{'ref':'" + ref + "','value':'x'}"));
        refused(404, "element_not_found", client.get(PATH + "accessibility/tree?ref=" + encoded(ref)));
    }

    @Test
    void menusAreUsedByClickAndByAction() throws Exception {
        JsonNode menu =
                ok("accessibility/find", "{'role':'menu','name':'File'}").at("/matches/0");
        assertTrue(menu.path("actions").toString().contains("Click"), menu.toString());
        ok("accessibility/click", "{'role':'menu','name':'File'}");
        JsonNode shown = ok("wait/element", "{'role':'menu item','name':'Save','states':['showing']}");
        assertEquals("Save", shown.at("/element/name").asString().strip());
        assertTrue(shown.path("elapsedMs").asLong() < 30_000);
        ok("keyboard/press", "{'key':'Escape'}");
        ok("wait/element", "{'role':'menu item','name':'Save','states':['showing'],'state':'hidden'}");
        ok("accessibility/invoke", "{'role':'menu','name':'Search','action':'Click'}");
        ok("wait/element", "{'role':'menu item','name':'Go to...','states':['showing']}");
        refused(409, "element_refused", post("accessibility/invoke", "{'role':'menu','name':'Search','action':'fly'}"));
        refused(409, "element_refused", post("accessibility/value", "{'role':'menu','name':'Search','value':'x'}"));
        refused(409, "element_ambiguous", post("accessibility/click", "{'role':'menu'}"));
        refused(404, "element_not_found", post("accessibility/click", "{'name':'no such thing'}"));
        refused(504, "timeout", post("wait/element", "{'name':'no such thing','timeoutMs':200}"));
        refused(400, "desktop_invalid_action", post("accessibility/click", "{'ref':'nonsense'}"));
    }

    @Test
    void aBlinkingCursorIsNoChangeAndOutputIs() throws Exception {
        ok("accessibility/focus", "{'role':'text','states':['multi_line']}");
        ok("wait/stable", "{'quietMs':1500,'timeoutMs':60000}");
        display.run(
                "xterm",
                "-T",
                "busy",
                "-e",
                "sh",
                "-c",
                "i=0; while :; do i=$((i+7)); seq $i $((i+40)); sleep 0.05; done");
        JsonNode window = ok("wait/window", "{'title':'BUSY'}");
        assertEquals("busy", window.at("/window/title").asString());
        refused(504, "timeout", post("wait/stable", "{'quietMs':1000,'timeoutMs':2500}"));
        String id = window.at("/window/id").asString();
        refused(504, "timeout", post("wait/window", "{'windowId':'" + id + "','state':'gone','timeoutMs':100}"));
        assertTrue(ok("windows/" + id + "/kill", "").path("closed").asBoolean());
        assertFalse(
                ok("wait/window", "{'windowId':'" + id + "','state':'gone'}").has("window"));
        ok("wait/stable", "{'quietMs':500}");
    }

    @Test
    void withoutAccessibilityItIsSaid() throws Exception {
        // The editor is found by its title where its tree cannot be read; what is in it cannot.
        display.output("kill", "-STOP", String.valueOf(editor.pid()));
        try {
            Reply reply = post("wait/element", "{'role':'push button','name':'Save','timeoutMs':100}");
            refused(504, "timeout", reply);
        } finally {
            display.output("kill", "-CONT", String.valueOf(editor.pid()));
        }
    }
}
