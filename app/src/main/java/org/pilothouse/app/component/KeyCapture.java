package org.pilothouse.app.component;

import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/** Marks nodes whose keys belong to somebody else, such as a viewer in control of a remote desktop. */
public final class KeyCapture {
    private static final String KEY = "keys.captured";

    private KeyCapture() {}

    public static void set(Node node, boolean captured) {
        if (captured) {
            node.getProperties().put(KEY, true);
        } else {
            node.getProperties().remove(KEY);
        }
    }

    /** Whether the node or one around it is marked. */
    public static boolean isCaptured(@Nullable Node node) {
        for (Node each = node; each != null; each = each.getParent()) {
            if (each.getProperties().containsKey(KEY)) {
                return true;
            }
        }
        return false;
    }
}
