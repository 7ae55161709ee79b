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
        getColumnConstraints().addAll(names, values);
    }

    public void add(String name, Node value) {
        Label label = new Label(name);
        add(label, value, value instanceof Labeled ? VPos.BASELINE : VPos.CENTER);
    }

    private void add(Label label, Node value, VPos alignment) {
        label.getStyleClass().add("fact-name");
        setValignment(label, alignment);
        setValignment(value, alignment);
        addRow(getRowCount(), label, value);
    }

    public void add(String name, String value) {
        Label label = new Label(value);
        label.getStyleClass().add("fact-value");
        label.setWrapText(true);
        // By their baselines they would be given the height of one line.
        add(new Label(name), label, VPos.TOP);
    }
}
