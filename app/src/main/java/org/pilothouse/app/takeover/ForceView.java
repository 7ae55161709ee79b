package org.pilothouse.app.takeover;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.pilothouse.app.dialog.DialogHostView;
import org.pilothouse.app.lifecycle.Attachment;

/** Who has control, a line for the reason, and two buttons. */
public final class ForceView extends VBox {
    public ForceView(ForceRequest model) {
        setId("force");
        getStyleClass().add("confirm");
        setMaxSize(460, USE_PREF_SIZE);
        setPrefWidth(460);
        Label title = new Label("Somebody else is at this desktop");
        title.getStyleClass().add("dialog-title");
        Label held = new Label(model.held());
        held.setId("force/held");
        held.setWrapText(true);
        Label after = new Label("If you take control, they go back to looking on and are told why.");
        after.getStyleClass().add("muted");
        after.setWrapText(true);
        Label why = new Label("Why do you need it now?");
        TextField reason = new TextField();
        reason.setId("force/reason");
        reason.getProperties().put(DialogHostView.FIRST, true);
        reason.setOnAction(event -> model.force());
        why.setLabelFor(reason);
        VBox field = new VBox(why, reason);
        field.getStyleClass().add("field");
        Button cancel = new Button("Look on");
        cancel.setId("force/cancel");
        cancel.setCancelButton(true);
        cancel.setOnAction(event -> model.cancel());
        Button take = new Button("Take control");
        take.setId("force/ok");
        take.getStyleClass().add("danger");
        take.setOnAction(event -> model.force());
        HBox buttons = new HBox(cancel, take);
        buttons.getStyleClass().add("dialog-buttons");
        buttons.setAlignment(Pos.CENTER_RIGHT);
        getChildren().addAll(title, held, after, field, buttons);
        Attachment.of(this, subscriptions -> {
            subscriptions.bindBidirectional(reason.textProperty(), model.reason());
            subscriptions.observe(model.allowed(), allowed -> take.setDisable(!allowed));
        });
    }
}
