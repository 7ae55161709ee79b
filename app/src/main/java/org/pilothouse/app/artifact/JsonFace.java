package org.pilothouse.app.artifact;

import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.pilothouse.app.outline.OutlineModel;
import org.pilothouse.app.outline.OutlineView;

/** One member of a document: its key and its value. */
final class JsonFace implements OutlineView.EntryFace<JsonEntry> {
    private static final PseudoClass MATCH = PseudoClass.getPseudoClass("match");
    private static final int LONGEST = 300;

    private final OutlineModel<JsonEntry> model;
    private final Label key = new Label();
    private final Label value = new Label();
    private final HBox line = new HBox(key, value);

    JsonFace(OutlineModel<JsonEntry> model) {
        this.model = model;
        key.getStyleClass().add("json-key");
        key.setMinWidth(Region.USE_PREF_SIZE);
        value.setMinWidth(0);
        line.getStyleClass().addAll("json-entry", "mono");
        line.setAlignment(Pos.CENTER_LEFT);
    }

    @Override
    public Node node() {
        return line;
    }

    @Override
    public void show(JsonEntry entry, int index) {
        boolean keyed = !entry.key().isEmpty();
        key.setText(keyed ? Words.cut(entry.key(), 80) + ":" : "");
        key.setVisible(keyed);
        key.setManaged(keyed);
        value.setText(Words.cut(entry.text(), LONGEST));
        value.getStyleClass().setAll("label", "json-" + entry.kind().name().toLowerCase(Locale.ROOT));
        line.pseudoClassStateChanged(MATCH, model.isMatch(index));
    }
}
