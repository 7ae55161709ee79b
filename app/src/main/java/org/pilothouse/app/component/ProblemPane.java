package org.pilothouse.app.component;

import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.problem.Problem;

/** What happened, why, and what to do; with its details for the clipboard. */
public final class ProblemPane extends VBox {
    /** @param retry null where trying again makes no sense */
    public ProblemPane(String id, Problem problem, Consumer<String> clipboard, @Nullable Runnable retry) {
        setId(id);
        getStyleClass().add("empty-state");
        setAlignment(Pos.CENTER);
        Label what = new Label(problem.what());
        what.getStyleClass().add("empty-title");
        getChildren().addAll(Icons.of(Feather.ALERT_TRIANGLE, "problem-icon"), what);
        addText(problem.why(), "empty-text");
        addText(problem.next(), "empty-next");
        HBox buttons = new HBox();
        buttons.getStyleClass().add("empty-actions");
        buttons.setAlignment(Pos.CENTER);
        if (retry != null) {
            Button again = new Button("Try again", Icons.of(Feather.REFRESH_CW));
            again.setId(id + "/retry");
            again.setOnAction(event -> retry.run());
            buttons.getChildren().add(again);
        }
        Button copy = new Button("Copy details", Icons.of(Feather.COPY));
        copy.setId(id + "/copy");
        copy.getStyleClass().add("flat");
        copy.setOnAction(event -> clipboard.accept(problem.details()));
        buttons.getChildren().add(copy);
        getChildren().add(buttons);
    }

    private void addText(String text, String style) {
        if (!text.isEmpty()) {
            Label label = new Label(text);
            label.getStyleClass().add(style);
            label.setWrapText(true);
            getChildren().add(label);
        }
    }
}
