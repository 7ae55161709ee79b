package org.pilothouse.app.frame;

import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.component.Icons;
import org.pilothouse.app.lifecycle.Attachment;
import org.pilothouse.app.operation.Operation;

/** Everything under way, each with its progress and, where it can be, its cancel button. */
final class OperationsView extends VBox {
    OperationsView(ObservableList<Operation> operations) {
        setId("operations");
        getStyleClass().add("operations");
        setPrefWidth(380);
        Attachment.of(
                this,
                subscriptions -> subscriptions.observeAny(
                        () -> getChildren()
                                .setAll(operations.stream()
                                        .map(OperationsView::row)
                                        .toList()),
                        operations));
    }

    private static HBox row(Operation operation) {
        Label title = new Label(operation.title());
        title.getStyleClass().add("strong");
        Label detail = new Label();
        detail.getStyleClass().add("muted");
        ProgressBar progress = new ProgressBar();
        progress.setMaxWidth(Double.MAX_VALUE);
        VBox words = new VBox(title, progress, detail);
        words.getStyleClass().add("operation-words");
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox row = new HBox(words);
        row.getStyleClass().add("operation-row");
        row.setAlignment(Pos.CENTER_LEFT);
        if (operation.isCancellable()) {
            Button cancel = new Button(null, Icons.of(Feather.X));
            cancel.getStyleClass().addAll("button-icon", "flat", "icon-button");
            cancel.setAccessibleText("Cancel " + operation.title());
            cancel.setTooltip(new Tooltip("Cancel"));
            cancel.setOnAction(event -> operation.cancel());
            row.getChildren().add(cancel);
        }
        Attachment.of(row, subscriptions -> {
            subscriptions.observe(operation.progress(), value -> progress.setProgress(value.doubleValue()));
            subscriptions.observe(operation.detail(), detail::setText);
        });
        return row;
    }
}
