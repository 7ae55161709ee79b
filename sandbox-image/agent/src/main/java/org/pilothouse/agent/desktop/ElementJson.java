package org.pilothouse.agent.desktop;

import java.util.ArrayList;
import java.util.List;
import org.pilothouse.agent.a11y.Element;
import org.pilothouse.protocol.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Elements in the shape of the wire (Tyrum contract, section 4.1). */
final class ElementJson {
    private ElementJson() {}

    /** With its name and everything below it. */
    static ObjectNode tree(Element element) {
        ObjectNode node = Json.LENIENT.createObjectNode();
        node.put("ref", element.ref().toString());
        describe(element, node);
        ArrayNode children = node.putArray("children");
        element.children().forEach(child -> children.add(tree(child)));
        return node;
    }

    /** As a match of a query. */
    static ObjectNode match(Found found) {
        ObjectNode match = Json.LENIENT.createObjectNode();
        match.put("kind", "a11y");
        switch (found) {
            case Found.InTree inTree -> {
                match.put("element_ref", inTree.element().ref().toString());
                describe(inTree.element(), match.putObject("node"));
            }
            case Found.OnScreen onScreen -> {
                match.put("element_ref", WindowRefs.of(onScreen.window()));
                describe(onScreen, match.putObject("node"));
            }
        }
        return match;
    }

    private static void describe(Found.OnScreen found, ObjectNode node) {
        List<String> states = new ArrayList<>();
        if (found.active()) {
            states.add("active");
        }
        if (found.showing()) {
            states.addAll(List.of("showing", "visible"));
        }
        node.put("role", "frame");
        node.put("name", Texts.cut(found.window().title()));
        node.set("states", Json.LENIENT.valueToTree(states));
        node.set("bounds", Json.LENIENT.valueToTree(Finder.bounds(found.window())));
        node.putArray("actions");
    }

    private static void describe(Element element, ObjectNode node) {
        node.put("role", element.role());
        node.put("name", element.name());
        if (element.value() != null) {
            node.put("value", element.value());
        }
        node.set("states", Json.LENIENT.valueToTree(element.states()));
        node.set("bounds", Json.LENIENT.valueToTree(element.bounds()));
        List<String> actions =
                element.actions().stream().filter(name -> !name.isEmpty()).toList();
        node.set("actions", Json.LENIENT.valueToTree(actions));
    }
}
