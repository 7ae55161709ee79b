package org.pilothouse.app.presentation;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a desktop operation does, as one person would tell another. Reads free JSON: what is odd is left out, not refused. */
public final class DesktopWords {
    private static final int LONGEST = 120;

    private static final Map<String, String> ROLES = Map.ofEntries(
            Map.entry("push button", "button"),
            Map.entry("toggle button", "button"),
            Map.entry("frame", "window"),
            Map.entry("window", "window"),
            Map.entry("dialog", "dialog"),
            Map.entry("entry", "text field"),
            Map.entry("text", "text field"),
            Map.entry("password text", "password field"),
            Map.entry("check box", "check box"),
            Map.entry("radio button", "option"),
            Map.entry("combo box", "drop-down list"),
            Map.entry("page tab", "tab"),
            Map.entry("link", "link"),
            Map.entry("menu", "menu"),
            Map.entry("menu item", "menu item"),
            Map.entry("list item", "list item"),
            Map.entry("table cell", "cell"),
            Map.entry("terminal", "terminal"));

    private DesktopWords() {}

    /**
     * What an element was found to be.
     *
     * @param window the title of the window that it is in
     */
    public record Found(
            @Nullable String role,
            @Nullable String name,
            @Nullable String window) {
        public static final Found NOTHING = new Found(null, null, null);
    }

    /** {@code Focus the window “A11y Smoke”}; without a full stop. */
    public static String sentence(String op, JsonNode args, Found found) {
        return switch (op) {
            case "act" -> act(args, found);
            case "mouse" -> mouse(args) + in(found);
            case "keyboard" -> keyboard(args) + in(found);
            case "clipboard_write" -> "Put " + quoted(args.path("text").asString("")) + " on the clipboard";
            case "screenshot" -> "Take a picture of the desktop";
            case "snapshot" ->
                args.path("include_tree").asBoolean(false)
                        ? "Take a picture of the desktop, with its accessibility tree"
                        : "Take a picture of the desktop";
            case "query" -> "Look for " + target(args.path("selector"), Found.NOTHING);
            case "wait_for" ->
                "Wait until " + target(args.path("selector"), Found.NOTHING) + " "
                        + stateWords(args.path("state").asString("exists"));
            default -> op.isEmpty() ? "Do something that it does not tell" : "Do “" + op + "”";
        };
    }

    /** As {@link #sentence}, but without what is typed or copied: others may look on. */
    public static String discreet(String op, JsonNode args, Found found) {
        int length = args.path("text").asString("").length();
        String characters = Sizes.count(length, "character");
        return switch (op) {
            case "clipboard_write" -> "Put " + characters + " on the clipboard";
            case "keyboard" ->
                args.path("action").asString("").equals("press")
                        ? sentence(op, args, found)
                        : "Type " + characters + in(found);
            default -> sentence(op, args, found);
        };
    }

    /** An element as it is named: {@code the button “Delete account”}. */
    public static String target(JsonNode selector, Found found) {
        String name = or(found.name(), selector.path("name").asString(""));
        String role = or(found.role(), selector.path("role").asString(""));
        if (!name.isEmpty()) {
            String kind = role.isEmpty() ? "" : role(role) + " ";
            return role.isEmpty() ? quoted(name) : "the " + kind + quoted(name);
        }
        if (!role.isEmpty()) {
            return "the " + role(role) + " without a name";
        }
        if (!selector.path("text").asString("").isEmpty()) {
            return "the text " + quoted(selector.path("text").asString(""));
        }
        String ref = selector.path("ref").asString("");
        if (ref.startsWith("pixel:")) {
            return "the point " + ref.substring("pixel:".length()).replace(",", ", ");
        }
        return ref.isEmpty() ? "something" : "the element " + ref.substring(ref.lastIndexOf('/') + 1);
    }

    /** The role as people call the thing. */
    public static String role(String role) {
        String lower = role.toLowerCase(Locale.ROOT);
        return ROLES.getOrDefault(lower, lower);
    }

    /** The combination that {@code keyboard} presses: {@code Ctrl+L}. */
    public static String chord(JsonNode args) {
        StringJoiner keys = new StringJoiner("+");
        for (JsonNode modifier : args.path("modifiers")) {
            keys.add(capital(modifier.asString("")));
        }
        return keys.add(capital(args.path("key").asString("?"))).toString();
    }

    private static String act(JsonNode args, Found found) {
        String verb =
                switch (args.path("action").path("kind").asString("")) {
                    case "click" -> "Click ";
                    case "double_click" -> "Double-click ";
                    case "right_click" -> "Right-click ";
                    case "focus" -> "Focus ";
                    default -> "Use ";
                };
        String words = verb + target(args.path("target"), found);
        boolean isWindow = found.role() != null && role(found.role()).equals("window");
        return isWindow ? words : words + in(found);
    }

    private static String mouse(JsonNode args) {
        String at = args.path("x").asInt(0) + ", " + args.path("y").asInt(0);
        String button = args.path("button").asString("left");
        String with = button.equals("left") ? "" : " with the " + button + " button";
        return switch (args.path("action").asString("")) {
            case "move" -> "Move the pointer to " + at;
            case "click" -> "Click at " + at + with;
            case "double_click" -> "Double-click at " + at + with;
            case "right_click" -> "Right-click at " + at;
            case "drag" -> "Drag from where the pointer is to " + at + with;
            case "scroll" -> scroll(args) + " at " + at;
            default -> "Use the mouse at " + at;
        };
    }

    private static String scroll(JsonNode args) {
        int down = args.path("delta_y").asInt(0);
        int right = args.path("delta_x").asInt(0);
        StringJoiner words = new StringJoiner(" and ");
        if (down != 0) {
            words.add((down > 0 ? "down " : "up ") + Math.abs(down));
        }
        if (right != 0) {
            words.add((right > 0 ? "right " : "left ") + Math.abs(right));
        }
        return words.length() == 0 ? "Scroll" : "Scroll " + words;
    }

    private static String keyboard(JsonNode args) {
        return args.path("action").asString("").equals("press")
                ? "Press " + chord(args)
                : "Type " + quoted(args.path("text").asString(""));
    }

    private static String stateWords(String state) {
        return switch (state) {
            case "visible" -> "can be seen";
            case "hidden" -> "is gone";
            default -> "is there";
        };
    }

    private static String in(Found found) {
        String window = found.window();
        return window == null || window.isEmpty() ? "" : " in " + quoted(window);
    }

    private static String quoted(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        String cut = line.codePointCount(0, line.length()) <= LONGEST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)) + "…";
        return "“" + cut + "”";
    }

    private static String or(@Nullable String first, String second) {
        return first == null || first.isEmpty() ? second : first;
    }

    private static String capital(String word) {
        return word.isEmpty() ? "" : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    /** The operations, in the order in which they are offered. */
    public static final List<String> OPERATIONS =
            List.of("screenshot", "snapshot", "query", "wait_for", "act", "mouse", "keyboard", "clipboard_write");

    /** An operation by its name, for people. */
    public static String operation(String op) {
        return switch (op) {
            case "screenshot" -> "Screenshot";
            case "snapshot" -> "Snapshot";
            case "query" -> "Query";
            case "wait_for" -> "Wait for";
            case "act" -> "Act on an element";
            case "mouse" -> "Mouse";
            case "keyboard" -> "Keyboard";
            case "clipboard_write" -> "Write to the clipboard";
            default -> op;
        };
    }
}
