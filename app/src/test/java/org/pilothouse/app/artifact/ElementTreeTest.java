package org.pilothouse.app.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pilothouse.app.outline.Outline;
import org.pilothouse.protocol.Json;

class ElementTreeTest {
    private static ElementTree read(String json) {
        return ElementTree.read(Json.LENIENT.readTree(json));
    }

    @Test
    void readsARealTree() {
        ElementTree tree = Fixtures.tree();

        assertEquals(112, tree.outline().size());
        assertEquals("desktop frame", tree.outline().get(0).role());
        assertTrue(tree.roles().contains("terminal"));
        assertTrue(tree.states().contains("showing"));
        assertFalse(tree.cut());
    }

    @Test
    void thePointerFindsTheDeepestElement() {
        ElementTree tree = Fixtures.tree();

        assertEquals("terminal", tree.outline().get(tree.deepestAt(300, 300)).role());
        assertEquals("menu", tree.outline().get(tree.deepestAt(60, 68)).role());
        // the empty desktop is the file manager's window
        assertEquals("unknown", tree.outline().get(tree.deepestAt(1100, 500)).role());
        assertEquals(Outline.NONE, tree.deepestAt(-5, -5));
    }

    @Test
    void whatIsNotShowingIsNeverUnderThePointer() {
        ElementTree tree = read("""
                {"root": {"role": "frame", "states": ["showing"], "bounds": {"x": 0, "y": 0, "width": 100, "height": 100},
                 "children": [{"role": "menu item", "states": [], "bounds": {"x": 0, "y": 0, "width": 9, "height": 9},
                 "children": []}]}}
                """);

        assertEquals(0, tree.deepestAt(5, 5));
    }

    @Test
    void oddMembersReadAsEmpty() {
        ElementTree tree = read("""
                {"root": {"role": 7, "name": null, "states": ["a", 3, {}], "bounds": "none", "children": [5, null, {}]}}
                """);

        Element root = tree.outline().get(0);
        assertEquals("", root.name());
        assertEquals(List.of("a"), root.states());
        assertEquals(0, root.bounds().size());
        assertEquals(4, tree.outline().size());
        assertFalse(root.isShowing());
    }

    @Test
    void aHugeTreeIsCutAndSaysSo() {
        StringBuilder json = new StringBuilder("{\"root\": {\"role\": \"frame\", \"children\": [");
        for (int i = 0; i < 100_000; i++) {
            json.append(i == 0 ? "" : ",").append("{\"role\": \"label\", \"children\": []}");
        }
        ElementTree tree = read(json.append("]}}").toString());

        assertEquals(ElementTree.MOST, tree.outline().size());
        assertTrue(tree.cut());
    }
}
