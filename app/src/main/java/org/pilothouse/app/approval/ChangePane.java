package org.pilothouse.app.approval;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.component.Icons;
import org.pilothouse.app.form.FieldBox;
import org.pilothouse.app.lifecycle.Attachment;
import org.pilothouse.app.lifecycle.Subscriptions;

/** What shall be done instead, as JSON, and the button that lets that be done. */
final class ChangePane extends VBox {
    private final CardModel model;
    private final TextArea text = new TextArea();

    ChangePane(CardModel model) {
        this.model = model;
        getStyleClass().add("denial");
        setMinHeight(USE_PREF_SIZE);
        text.setId("approval/change/text");
        text.getStyleClass().add("mono");
        text.setPrefRowCount(5);
        text.setMinHeight(110);
        text.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                event.consume();
                cancel();
            }
        });
        Button approve = new Button("Approve the change", Icons.of(Feather.CHECK));
        approve.setId("approval/change/ok");
        approve.getStyleClass().add("success");
        approve.setOnAction(event -> model.approveChanged());
        Button cancel = new Button("Cancel");
        cancel.setId("approval/change/cancel");
        cancel.setOnAction(event -> cancel());
        HBox buttons = new HBox(cancel, approve);
        buttons.getStyleClass().add("decision-buttons");
        buttons.setAlignment(Pos.CENTER_LEFT);
        getChildren()
                .addAll(
                        new FieldBox(
                                "What shall be done instead",
                                text,
                                model.change(),
                                "The same operation at the same target. What was asked for stays in the history. Esc goes back."),
                        buttons);
        Attachment.of(this, this::attach);
    }

    private void attach(Subscriptions subscriptions) {
        subscriptions.bindBidirectional(text.textProperty(), model.change().text());
        subscriptions.observe(model.changing(), changing -> {
            setVisible(changing);
            setManaged(changing);
            if (changing) {
                text.requestFocus();
            }
        });
    }

    private void cancel() {
        model.cancelChange();
        // The keys of the card work again only away from the field.
        getParent().requestFocus();
    }
}
