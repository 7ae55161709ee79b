package org.pilothouse.gateway.run;

import java.util.ArrayDeque;
import java.util.Deque;
import tools.jackson.databind.JsonNode;

/** Whether an accessibility tree is within the limits of the contract. Stops counting at the first excess. */
final class TreeLimits {
    private static final int MAX_NODES = 2048;
    private static final int MAX_DEPTH = 32;
    private static final int MAX_CHILDREN = 128;
    private static final int MAX_NAME = 512;
    private static final int MAX_ROLE = 64;
    private static final int MAX_REF = 512;
    private static final int MAX_LIST = 32;

    private TreeLimits() {}

    private record Level(JsonNode node, int depth) {}

    static void check(JsonNode root) throws InvalidResultException {
        Deque<Level> open = new ArrayDeque<>();
        open.push(new Level(root, 1));
        int seen = 0;
        while (!open.isEmpty()) {
            Level level = open.pop();
            if (++seen > MAX_NODES) {
                throw new InvalidResultException("the tree has more than " + MAX_NODES + " nodes");
            }
            if (level.depth() > MAX_DEPTH) {
                throw new InvalidResultException("the tree is deeper than " + MAX_DEPTH);
            }
            checkNode(level.node());
            for (JsonNode child : level.node().path("children")) {
                open.push(new Level(child, level.depth() + 1));
            }
        }
    }

    static void checkNode(JsonNode node) throws InvalidResultException {
        if (!node.isObject()) {
            throw new InvalidResultException("the tree has a node that is no object");
        }
        text(node, "ref", MAX_REF);
        text(node, "role", MAX_ROLE);
        text(node, "name", MAX_NAME);
        text(node, "value", MAX_NAME);
        list(node, "states", MAX_LIST);
        list(node, "actions", MAX_LIST);
        list(node, "children", MAX_CHILDREN);
        JsonNode bounds = node.path("bounds");
        if (!bounds.isMissingNode() && !bounds.isObject()) {
            throw new InvalidResultException("a node's bounds are no rectangle");
        }
    }

    private static void text(JsonNode node, String name, int max) throws InvalidResultException {
        JsonNode value = node.path(name);
        boolean absent = value.isMissingNode() || value.isNull();
        if (!absent && (!value.isString() || value.asString().length() > max)) {
            throw new InvalidResultException("a node's " + name + " is no text of at most " + max + " characters");
        }
    }

    private static void list(JsonNode node, String name, int max) throws InvalidResultException {
        JsonNode value = node.path(name);
        if (!value.isMissingNode() && (!value.isArray() || value.size() > max)) {
            throw new InvalidResultException("a node's " + name + " are no list of at most " + max);
        }
    }
}
