package org.pilothouse.gateway.run;

import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.desktop.Rect;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an act is aimed at, as it was when a person was asked.
 *
 * @param elementRef null where it is a place and no element
 */
record Target(
        @Nullable String elementRef,
        @Nullable String role,
        @Nullable String name,
        @Nullable Rect bounds) {

    ObjectNode toJson() {
        ObjectNode json = Json.LENIENT.createObjectNode();
        json.set("bounds", Json.LENIENT.valueToTree(bounds));
        put(json, "role", role);
        put(json, "name", name);
        put(json, "element_ref", elementRef);
        return json;
    }

    private static void put(ObjectNode json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    /** From an approval's context; null where it has none with an element. */
    static @Nullable Target fromContext(JsonNode context) {
        JsonNode target = context.path("desktop").path("target");
        JsonNode ref = target.path("element_ref");
        if (!ref.isString()) {
            return null;
        }
        return new Target(ref.asString(), text(target, "role"), text(target, "name"), null);
    }

    private static @Nullable String text(JsonNode node, String name) {
        return node.path(name).isString() ? node.path(name).asString() : null;
    }

    /** Whether this is what was looked at, whatever became of its place. */
    boolean isSameAs(Target other) {
        return same(role, other.role) && same(name, other.name);
    }

    private static boolean same(@Nullable String one, @Nullable String other) {
        return (one == null ? "" : one).equals(other == null ? "" : other);
    }
}
