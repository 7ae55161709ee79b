package org.pilothouse.app.artifact;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.artifact.JsonEntry.Kind;
import org.pilothouse.app.outline.Outline;
import org.pilothouse.app.presentation.Sizes;
import tools.jackson.databind.JsonNode;

/** Turns a JSON document into an {@link Outline}, without recursion and with an end. */
public final class JsonOutline {
    /** More rows than anybody reads; a document beyond is cut, and says so. */
    static final int MOST = 100_000;

    private static final int LONGEST_VALUE = 2000;

    private final Outline.Builder<JsonEntry> builder = Outline.builder();
    private final Deque<Level> open = new ArrayDeque<>();
    private boolean cut;

    private JsonOutline() {}

    /** @param cut whether there was more than is taken */
    public record Read(Outline<JsonEntry> outline, boolean cut) {}

    private static final class Level {
        final String path;
        final @Nullable Iterator<Map.Entry<String, JsonNode>> members;
        final Iterator<JsonNode> elements;
        int index;

        Level(String path, JsonNode node) {
            this.path = path;
            this.members = node.isObject() ? node.properties().iterator() : null;
            this.elements = node.isArray() ? node.iterator() : java.util.Collections.emptyIterator();
        }

        boolean hasNext() {
            return members == null ? elements.hasNext() : members.hasNext();
        }
    }

    public static Read of(JsonNode document) {
        JsonOutline reading = new JsonOutline();
        reading.walk(document);
        return new Read(reading.builder.build(), reading.cut);
    }

    private void walk(JsonNode document) {
        enter("", "", document);
        while (!open.isEmpty()) {
            Level level = open.peek();
            if (!level.hasNext()) {
                open.pop();
                builder.leave();
            } else if (builder.size() >= MOST) {
                cut = true;
                return;
            } else if (level.members == null) {
                String key = String.valueOf(level.index++);
                enter("[" + key + "]", level.path + "/" + key, level.elements.next());
            } else {
                Map.Entry<String, JsonNode> member = level.members.next();
                enter(member.getKey(), level.path + "/" + pointer(member.getKey()), member.getValue());
            }
        }
    }

    private void enter(String key, String path, JsonNode node) {
        if (node.isContainer()) {
            builder.enter(new JsonEntry(key, extent(node), node.isObject() ? Kind.OBJECT : Kind.ARRAY, path));
            open.push(new Level(path, node));
        } else {
            builder.leaf(new JsonEntry(key, cut(node.toString()), kind(node), path));
        }
    }

    private static Kind kind(JsonNode node) {
        return node.isString() ? Kind.STRING : node.isNumber() ? Kind.NUMBER : Kind.LITERAL;
    }

    private static String extent(JsonNode node) {
        return node.isObject() ? "{ " + Sizes.count(node.size(), "member") + " }" : "[ " + node.size() + " ]";
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
    }

    /** RFC 6901, section 3. */
    private static String pointer(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
