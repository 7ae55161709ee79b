package org.pilothouse.app.settings;

import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.component.Icons;
import org.pilothouse.app.dialog.DialogHostView;
import org.pilothouse.app.form.FieldBox;
import org.pilothouse.app.lifecycle.Attachment;
import org.pilothouse.app.settings.GatewayEditorModel.Trial;

/** Name, address and token of a remote gateway. */
public final class GatewayEditorView extends VBox {
    private static final PseudoClass GOOD = PseudoClass.getPseudoClass("success");
    private static final PseudoClass BAD = PseudoClass.getPseudoClass("danger");

    private final Label outcome = new Label();
    private final Button test = new Button("Test connection");

    public GatewayEditorView(GatewayEditorModel model) {
        setId("gateway-editor");
        getStyleClass().add("form-dialog");
        setMaxSize(500, USE_PREF_SIZE);
        setPrefWidth(500);
        Label title = new Label(model.isNew() ? "Add gateway" : "Edit gateway");
        title.getStyleClass().add("dialog-title");
        TextField name = FieldBox.textField("gateway-editor/name", model.name(), "for example Team");
        name.getProperties().put(DialogHostView.FIRST, true);
        TextField url = FieldBox.textField("gateway-editor/url", model.url(), "https://gateway.example:8788");
        url.getStyleClass().add("mono");
        PasswordField token = new PasswordField();
        token.setId("gateway-editor/token");
        token.setPromptText(model.hasStoredToken() ? "unchanged" : "");
        Attachment.of(
                token,
                subscriptions -> subscriptions.bindBidirectional(
                        token.textProperty(), model.token().text()));
        outcome.setId("gateway-editor/outcome");
        outcome.getStyleClass().add("field-note");
        outcome.setWrapText(true);
        getChildren()
                .addAll(
                        title,
                        new FieldBox("Name", name, model.name(), ""),
                        new FieldBox("Address", url, model.url(), ""),
                        new FieldBox("Token", token, model.token(), "Kept on this machine, apart from the settings."),
                        outcome,
                        buttons(model));
        Attachment.of(this, subscriptions -> subscriptions.observe(model.trial(), this::show));
    }

    private HBox buttons(GatewayEditorModel model) {
        test.setId("gateway-editor/test");
        test.setOnAction(event -> model.test());
        Button cancel = new Button("Cancel");
        cancel.setId("gateway-editor/cancel");
        cancel.setCancelButton(true);
        cancel.setOnAction(event -> model.cancel());
        Button save = new Button("Save");
        save.setId("gateway-editor/ok");
        save.setDefaultButton(true);
        save.getStyleClass().add("accent");
        save.setOnAction(event -> model.save());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox row = new HBox(test, gap, cancel, save);
        row.getStyleClass().add("dialog-buttons");
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private void show(Trial trial) {
        test.setDisable(trial instanceof Trial.Running);
        test.setText(trial instanceof Trial.Running ? "Testing…" : "Test connection");
        outcome.setVisible(trial instanceof Trial.Good || trial instanceof Trial.Bad);
        outcome.setManaged(outcome.isVisible());
        outcome.pseudoClassStateChanged(GOOD, trial instanceof Trial.Good);
        outcome.pseudoClassStateChanged(BAD, trial instanceof Trial.Bad);
        switch (trial) {
            case Trial.Good(String text) -> {
                outcome.setText(text);
                outcome.setGraphic(Icons.of(Feather.CHECK_CIRCLE));
            }
            case Trial.Bad(String text) -> {
                outcome.setText(text);
                outcome.setGraphic(Icons.of(Feather.ALERT_CIRCLE));
            }
            case Trial.None none -> outcome.setText("");
            case Trial.Running running -> outcome.setText("");
        }
    }
}
