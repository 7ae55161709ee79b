package org.pilothouse.app.component;

import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

/** Names and values under each other. */
public final class Facts extends GridPane {
    public Facts() {
        getStyleClass().add("facts");
        ColumnConstraints names = new ColumnConstraints();
        names.setMinWidth(USE_PREF_SIZE);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        // Without a width of their own, long values wrap in the room that there is.
        values.setMinWidth(0);
        getColumnConstraints().addAll(names, values);
    }

    public void add(String name, Node value) {
        Label label = new Label(name);
        label.getStyleClass().add("fact-name");
        VPos alignment = value instanceof Labeled ? VPos.BASELINE : VPos.CENTER;
        setValignment(label, alignment);
        setValignment(value, alignment);
        addRow(getRowCount(), label, value);
    }

    public void add(String name, String value) {
        Label label = new Label(value);
        label.getStyleClass().add("fact-value");
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        add(name, label);
    }
}
