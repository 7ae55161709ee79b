package org.pilothouse.app.artifact;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import org.pilothouse.app.outline.Outline;
import tools.jackson.databind.JsonNode;

/**
 * The accessibility tree of a desktop ({@code {root: node}}). What a node sends is not trusted: a member that is missing
 * or of another kind reads as empty, and there is an end to how many elements are taken.
 *
 * @param cut whether there were more elements than are taken
 */
public record ElementTree(Outline<Element> outline, boolean cut) {
    /** The contract ends a tree at 2048; an artifact of somebody else may have more. */
    static final int MOST = 20_000;

    /** Whether the document looks like a tree at all. */
    public static boolean isTree(JsonNode document) {
        JsonNode root = document.path("root");
        return root.isObject() && root.has("role") && root.path("children").isArray();
    }

    /** Reads without recursion, as a deep tree would end the thread. */
    public static ElementTree read(JsonNode document) {
        Outline.Builder<Element> builder = Outline.builder();
        Deque<Iterator<JsonNode>> open = new ArrayDeque<>();
        open.push(List.of(document.path("root")).iterator());
        boolean cut = false;
        while (!open.isEmpty()) {
            if (!open.peek().hasNext()) {
                open.pop();
                if (!open.isEmpty()) {
                    builder.leave();
                }
            } else if (builder.size() == MOST) {
                cut = true;
                break;
            } else {
                JsonNode node = open.peek().next();
                builder.enter(element(node));
                open.push(node.path("children").iterator());
            }
        }
        return new ElementTree(builder.build(), cut);
    }

    /**
     * The deepest element under a point; among siblings the last one, which is drawn on top. Only what is showing counts:
     * hidden elements lie over everything.
     *
     * @return {@link Outline#NONE} where there is none
     */
    public int deepestAt(double x, double y) {
        int best = Outline.NONE;
        for (int i = 0; i < outline.size(); i++) {
            Element element = outline.get(i);
            boolean hit = element.isShowing() && element.bounds().contains(x, y);
            if (hit && (best == Outline.NONE || isOver(i, best))) {
                best = i;
            }
        }
        return best;
    }

    /** Roles that occur, in order of the alphabet. */
    public List<String> roles() {
        TreeSet<String> roles = new TreeSet<>();
        outline.values().forEach(element -> roles.add(element.role()));
        return List.copyOf(roles);
    }

    /** States that occur, in order of the alphabet. */
    public List<String> states() {
        TreeSet<String> states = new TreeSet<>();
        outline.values().forEach(element -> states.addAll(element.states()));
        return List.copyOf(states);
    }

    private boolean isOver(int candidate, int best) {
        if (outline.isWithin(candidate, best)) {
            return true;
        }
        // Elsewhere in the tree: an application's large frame below must not hide a small element of another.
        return outline.get(candidate).bounds().size()
                <= outline.get(best).bounds().size();
    }

    private static Element element(JsonNode node) {
        JsonNode bounds = node.path("bounds");
        return new Element(
                node.path("ref").asString(""),
                node.path("role").asString(""),
                node.path("name").asString(""),
                node.path("value").asString(""),
                texts(node.path("states")),
                new Area(
                        bounds.path("x").asInt(0),
                        bounds.path("y").asInt(0),
                        bounds.path("width").asInt(0),
                        bounds.path("height").asInt(0)),
                texts(node.path("actions")));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        for (JsonNode each : array) {
            if (each.isString()) {
                texts.add(each.asString());
            }
        }
        return texts;
    }
}
