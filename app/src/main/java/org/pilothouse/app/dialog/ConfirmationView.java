package org.pilothouse.app.dialog;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.component.Icons;
import org.pilothouse.app.lifecycle.Attachment;

/** The question, what will be lost, and two buttons; the safe one has the focus. */
public final class ConfirmationView extends VBox {
    private final Confirmation model;
    private final Button confirm;
    private final TextField typed = new TextField();

    public ConfirmationView(Confirmation model) {
        this.model = model;
        setId("confirm");
        getStyleClass().add("confirm");
        setMaxSize(460, USE_PREF_SIZE);
        setPrefWidth(460);
        Confirmation.Text text = model.text();
        Label title = new Label(text.title());
        title.getStyleClass().add("dialog-title");
        title.setWrapText(true);
        Label lead = new Label("This will be lost:");
        VBox losses = new VBox();
        losses.getStyleClass().add("losses");
        for (String loss : text.lost()) {
            losses.getChildren().add(loss(loss));
        }
        getChildren().addAll(title, lead, losses);
        if (!text.kept().isEmpty()) {
            Label kept = new Label(text.kept());
            kept.getStyleClass().add("muted");
            kept.setWrapText(true);
            getChildren().add(kept);
        }
        Button cancel = new Button("Cancel");
        cancel.setId("confirm/cancel");
        cancel.setCancelButton(true);
        cancel.setOnAction(event -> model.cancel());
        confirm = new Button(text.confirm());
        confirm.setId("confirm/ok");
        confirm.getStyleClass().add("danger");
        confirm.setOnAction(event -> model.confirm());
        if (text.toType() == null) {
            cancel.getProperties().put(DialogHostView.FIRST, true);
        } else {
            getChildren().add(typing(text.toType()));
        }
        HBox buttons = new HBox(cancel, confirm);
        buttons.getStyleClass().add("dialog-buttons");
        buttons.setAlignment(Pos.CENTER_RIGHT);
        getChildren().add(buttons);
        Attachment.of(this, subscriptions -> {
            subscriptions.bindBidirectional(typed.textProperty(), model.typed());
            subscriptions.observe(model.allowed(), allowed -> confirm.setDisable(!allowed));
        });
    }

    private static HBox loss(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        HBox.setHgrow(label, Priority.ALWAYS);
        HBox row = new HBox(Icons.of(Feather.X, "loss-icon"), label);
        row.getStyleClass().add("loss");
        return row;
    }

    private VBox typing(String wanted) {
        Label ask = new Label("Type " + wanted + " to go on:");
        typed.setId("confirm/typed");
        typed.getProperties().put(DialogHostView.FIRST, true);
        typed.setOnAction(event -> model.confirm());
        ask.setLabelFor(typed);
        VBox box = new VBox(ask, typed);
        box.getStyleClass().add("field");
        return box;
    }
}
