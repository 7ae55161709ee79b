package org.pilothouse.app.form;

import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.component.Icons;
import org.pilothouse.app.lifecycle.Attachment;
import org.pilothouse.app.lifecycle.Subscriptions;

/** A label, a control under it, and the field's error or its help under that. */
public final class FieldBox extends VBox {
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("danger");

    private final Label note = new Label();
    private final Node control;
    private final String help;

    /** @param help what stands there while nothing is wrong, may be empty */
    public FieldBox(String name, Node control, FormField field, String help) {
        this.control = control;
        this.help = help;
        getStyleClass().add("field");
        Label label = new Label(name);
        label.getStyleClass().add("field-name");
        label.setLabelFor(control);
        note.getStyleClass().add("field-note");
        note.setWrapText(true);
        if (control.getId() != null) {
            note.setId(control.getId() + "/note");
        }
        getChildren().addAll(label, control, note);
        Attachment.of(this, subscriptions -> attach(subscriptions, field));
    }

    /** A text field on a {@link FormField}. */
    public static TextField textField(String id, FormField field, String prompt) {
        TextField input = new TextField();
        input.setId(id);
        input.setPromptText(prompt);
        Attachment.of(input, subscriptions -> subscriptions.bindBidirectional(input.textProperty(), field.text()));
        return input;
    }

    /** A narrow text field with its unit behind it. */
    public static HBox withUnit(TextField input, String unit) {
        Label label = new Label(unit);
        label.getStyleClass().add("muted");
        label.setMinWidth(USE_PREF_SIZE);
        HBox.setHgrow(input, Priority.ALWAYS);
        HBox box = new HBox(input, label);
        box.getStyleClass().add("with-unit");
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    private void attach(Subscriptions subscriptions, FormField field) {
        subscriptions.observe(field.error(), error -> {
            boolean wrong = !error.isEmpty();
            note.setText(wrong ? error : help);
            note.setVisible(!note.getText().isEmpty());
            note.setManaged(note.isVisible());
            note.setGraphic(wrong ? Icons.of(Feather.ALERT_CIRCLE) : null);
            note.pseudoClassStateChanged(INVALID, wrong);
            control.pseudoClassStateChanged(INVALID, wrong);
        });
    }
}
