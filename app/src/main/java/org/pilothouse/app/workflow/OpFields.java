package org.pilothouse.app.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The arguments of each desktop operation with their limits, as the contract has them. */
final class OpFields {
    private static final int REF = 512;
    private static final int NAME = 512;
    private static final int ROLE = 64;
    private static final int CLIPBOARD = 32_768;

    private static final Map<String, List<OpField>> ALL = Map.of(
            "screenshot",
            List.of(
                    OpField.choice("display", "Display", "primary", "all"),
                    OpField.choice("format", "Format", "png", "jpeg").may(),
                    OpField.whole("max_width", "Scale down to a width of", 16, 16_384)
                            .help("px; empty for the real size")),
            "snapshot",
            List.of(
                    OpField.flag("include_tree", "With the accessibility tree"),
                    OpField.whole("max_nodes", "Elements, at most", 1, 2048),
                    OpField.whole("max_text_chars", "Characters, at most", 1, 32_768)),
            "query",
            with(selector("selector"), OpField.whole("limit", "Matches, at most", 1, 64)),
            "wait_for",
            with(
                    selector("selector"),
                    OpField.choice("state", "Until it", "exists", "visible", "hidden")
                            .may(),
                    OpField.whole("timeout_ms", "Wait at most", 0, 600_000).help("ms"),
                    OpField.whole("poll_ms", "Look again every", 50, 10_000).help("ms")),
            "act",
            with(
                    selector("target"),
                    OpField.choice("action.kind", "Do", "click", "double_click", "right_click", "focus")),
            "mouse",
            List.of(
                    OpField.choice("action", "Do", "move", "click", "drag", "scroll"),
                    OpField.whole("x", "x", 0, 32_767).must(),
                    OpField.whole("y", "y", 0, 32_767).must(),
                    OpField.choice("button", "Button", "left", "middle", "right")
                            .may(),
                    OpField.whole("duration_ms", "A drag takes", 0, 10_000).help("ms"),
                    OpField.whole("delta_x", "Scroll right", -100, 100).help("notches"),
                    OpField.whole("delta_y", "Scroll down", -100, 100).help("notches")),
            "keyboard",
            List.of(
                    OpField.choice("action", "Do", "type", "press"),
                    OpField.longText("text", "Text", CLIPBOARD).may().help("to type"),
                    OpField.text("key", "Key", 64).help("to press, such as Enter, F5 or L"),
                    OpField.words("modifiers", "Held with it").help("such as ctrl, shift")),
            "clipboard_write",
            List.of(OpField.longText("text", "Text", CLIPBOARD)));

    private OpFields() {}

    /** Null for an operation that does not exist. */
    static @org.jspecify.annotations.Nullable List<OpField> of(String op) {
        return ALL.get(op);
    }

    private static List<OpField> selector(String at) {
        return List.of(
                OpField.choice(at + ".kind", "Find it by", "a11y", "ref", "ocr"),
                OpField.text(at + ".name", "Name", NAME).help("of the element, as the tree shows it"),
                OpField.text(at + ".role", "Role", ROLE),
                OpField.words(at + ".states", "States"),
                OpField.text(at + ".ref", "Reference", REF).help("atspi:… or pixel:x,y"),
                OpField.text(at + ".text", "Text on the screen", NAME),
                OpField.flag(at + ".case_insensitive", "In any case"));
    }

    private static List<OpField> with(List<OpField> first, OpField... more) {
        List<OpField> all = new ArrayList<>(first);
        all.addAll(List.of(more));
        return List.copyOf(all);
    }
}
