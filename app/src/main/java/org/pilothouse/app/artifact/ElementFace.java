package org.pilothouse.app.artifact;

import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.pilothouse.app.outline.OutlineView;

/** One element in the tree: its role, its name, and what is special about it. */
final class ElementFace implements OutlineView.EntryFace<Element> {
    private static final PseudoClass MATCH = PseudoClass.getPseudoClass("match");
    private static final PseudoClass HIDDEN = PseudoClass.getPseudoClass("hidden");
    private static final int LONGEST_NAME = 200;

    private final ElementsModel model;
    private final Label role = new Label();
    private final Label name = new Label();
    private final Label state = new Label();
    private final HBox line = new HBox(role, name, state);

    ElementFace(ElementsModel model) {
        this.model = model;
        role.getStyleClass().add("element-role");
        role.setMinWidth(Region.USE_PREF_SIZE);
        name.getStyleClass().add("element-name");
        name.setMinWidth(0);
        state.getStyleClass().add("element-state");
        state.setMinWidth(0);
        line.getStyleClass().add("element");
        line.setAlignment(Pos.CENTER_LEFT);
    }

    @Override
    public Node node() {
        return line;
    }

    @Override
    public void show(Element element, int index) {
        role.setText(element.role().isEmpty() ? "(no role)" : Words.cut(element.role(), 64));
        String words = element.name().isEmpty() ? element.value() : element.name();
        name.setText(words.isEmpty() ? "" : "“" + Words.cut(words, LONGEST_NAME) + "”");
        state.setText(special(element));
        line.pseudoClassStateChanged(MATCH, model.outline().isMatch(index));
        line.pseudoClassStateChanged(HIDDEN, !element.isShowing());
    }

    private static String special(Element element) {
        StringBuilder words = new StringBuilder();
        for (String each : new String[] {"focused", "active", "checked", "selected", "expanded", "editable"}) {
            if (element.states().contains(each)) {
                words.append(words.isEmpty() ? "" : ", ").append(each);
            }
        }
        return words.toString();
    }
}
