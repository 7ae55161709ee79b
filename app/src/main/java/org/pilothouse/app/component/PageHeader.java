package org.pilothouse.app.component;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** The head of a page: its name, a line of figures beside it, and its actions at the right. */
public final class PageHeader extends HBox {
    private final Label summary = new Label();

    public PageHeader(String title, Node... actions) {
        getStyleClass().add("page-header");
        setAlignment(Pos.CENTER_LEFT);
        Label name = new Label(title);
        name.getStyleClass().add("page-title");
        summary.getStyleClass().add("page-summary");
        Region gap = new Region();
        setHgrow(gap, Priority.ALWAYS);
        getChildren().addAll(name, summary, gap);
        getChildren().addAll(actions);
    }

    public Label summary() {
        return summary;
    }
}
