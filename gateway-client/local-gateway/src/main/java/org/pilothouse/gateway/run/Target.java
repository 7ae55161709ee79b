package org.pilothouse.gateway.run;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.desktop.DesktopSnapshot.Window;
import org.pilothouse.protocol.desktop.Rect;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a step is aimed at, as it was when a person was asked: an element, or a place or the focus, which are as good as
 * the window that is there.
 *
 * @param elementRef null where it is no element
 * @param windowRef empty for the bare desktop; null where the window does not count
 * @param window its title
 * @param windows titles of all that may be the window that it is aimed at; null where they could not be seen
 */
record Target(
        @Nullable String elementRef,
        @Nullable String role,
        @Nullable String name,
        @Nullable Rect bounds,
        @Nullable String windowRef,
        @Nullable String window,
        @Nullable List<String> windows) {

    static Target element(String ref, @Nullable String role, @Nullable String name, @Nullable Rect bounds) {
        return new Target(ref, Plain.text(role), Plain.text(name), bounds, null, null, null);
    }

    /** The same where these windows are at its place. */
    Target within(List<Window> possible) {
        List<String> titles =
                possible.stream().map(window -> Plain.text(window.title())).toList();
        return new Target(elementRef, role, name, bounds, windowRef, window, titles);
    }

    /** A click at this place, in whatever window is there. */
    static Target place(int x, int y, Optional<Window> window) {
        return new Target(null, null, null, new Rect(x, y, 1, 1), ref(window), title(window), titles(window));
    }

    /** The keyboard, and so the window that has the focus. */
    static Target focus(Optional<Window> window) {
        return new Target(
                null,
                "window",
                title(window),
                window.map(Window::bounds).orElse(null),
                ref(window),
                title(window),
                titles(window));
    }

    private static String ref(Optional<Window> window) {
        return window.map(Window::ref).map(Plain::text).orElse("");
    }

    private static String title(Optional<Window> window) {
        return window.map(Window::title).map(Plain::text).orElse("");
    }

    private static List<String> titles(Optional<Window> window) {
        return window.map(one -> List.of(Plain.text(one.title()))).orElse(List.of());
    }

    /** The same where it could not be seen what is there. */
    Target unseen() {
        return new Target(elementRef, role, name, bounds, windowRef, window, null);
    }

    ObjectNode toJson() {
        ObjectNode json = Json.LENIENT.createObjectNode();
        json.set("bounds", Json.LENIENT.valueToTree(bounds));
        put(json, "role", role);
        put(json, "name", name);
        put(json, "element_ref", elementRef);
        put(json, "window_ref", windowRef);
        put(json, "window", window);
        if (windows != null) {
            json.set("windows", Json.LENIENT.valueToTree(windows));
        }
        return json;
    }

    private static void put(ObjectNode json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    /** From an approval's context; null where it has none that can be looked at again. */
    static @Nullable Target fromContext(JsonNode context) {
        JsonNode target = context.path("desktop").path("target");
        String element = text(target, "element_ref");
        String window = text(target, "window_ref");
        return element == null && window == null
                ? null
                : new Target(
                        element,
                        text(target, "role"),
                        text(target, "name"),
                        bounds(target.path("bounds")),
                        window,
                        text(target, "window"),
                        titles(target.path("windows")));
    }

    private static @Nullable Rect bounds(JsonNode bounds) {
        return bounds.isObject() ? Json.LENIENT.treeToValue(bounds, Rect.class) : null;
    }

    private static @Nullable List<String> titles(JsonNode windows) {
        return windows.isArray()
                ? windows.valueStream().map(title -> title.asString("")).toList()
                : null;
    }

    private static @Nullable String text(JsonNode node, String name) {
        return node.path(name).isString() ? node.path(name).asString() : null;
    }

    /** Whether this is what was looked at, whatever became of its bounds. A window may change its title. */
    boolean isSameAs(Target other) {
        return elementRef == null ? same(windowRef, other.windowRef) : same(role, other.role) && same(name, other.name);
    }

    private static boolean same(@Nullable String one, @Nullable String other) {
        return (one == null ? "" : one).equals(other == null ? "" : other);
    }

    String told() {
        if (elementRef != null) {
            return role + " '" + name + "'";
        }
        return windowRef == null || windowRef.isEmpty() ? "the bare desktop" : "the window '" + window + "'";
    }
}
