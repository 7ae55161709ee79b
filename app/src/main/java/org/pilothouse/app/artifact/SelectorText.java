package org.pilothouse.app.artifact;

import org.pilothouse.protocol.Json;
import tools.jackson.databind.node.ObjectNode;

/** An element as the selector that a step names it by. */
public final class SelectorText {
    private static final int LONGEST_NAME = 512;

    private SelectorText() {}

    /** By role and name, which outlive a restart of the application; without a name only the reference is exact. */
    public static String of(Element element) {
        ObjectNode selector = Json.LENIENT.createObjectNode();
        if (!element.name().isEmpty() && element.name().length() <= LONGEST_NAME) {
            selector.put("kind", "a11y");
            selector.put("role", element.role());
            selector.put("name", element.name());
        } else if (!element.ref().isEmpty()) {
            selector.put("kind", "ref");
            selector.put("ref", element.ref());
        } else {
            Area bounds = element.bounds();
            selector.put("kind", "ref");
            selector.put(
                    "ref", "pixel:" + (bounds.x() + bounds.width() / 2) + "," + (bounds.y() + bounds.height() / 2));
        }
        return Json.LENIENT.writeValueAsString(selector);
    }
}
