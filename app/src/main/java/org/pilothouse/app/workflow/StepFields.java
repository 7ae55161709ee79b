package org.pilothouse.app.workflow;

import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.pilothouse.app.form.FieldBox;
import org.pilothouse.app.form.FormField;
import org.pilothouse.app.lifecycle.Attachment;

/** A field for each argument of a step. Those of a selector are there only as far as its kind needs them. */
final class StepFields extends VBox {
    private final StepDraft step;

    /** @param changed told when the step reads differently */
    StepFields(StepDraft step, Runnable changed) {
        this.step = step;
        getStyleClass().add("step-fields");
        step.fields().forEach((field, entered) -> getChildren().add(box(field, entered)));
        TextField why = FieldBox.textField("new-run/motivation", step.motivation(), "");
        getChildren()
                .add(new FieldBox(
                        "What for", why, step.motivation(), "Shown to whoever approves the step; may be empty."));
        Attachment.of(this, subscriptions -> {
            for (FormField entered : step.fields().values()) {
                subscriptions.observe(entered.text(), text -> {
                    changed.run();
                    showWhatApplies();
                });
            }
        });
    }

    private void showWhatApplies() {
        int at = 0;
        for (Map.Entry<OpField, FormField> each : step.fields().entrySet()) {
            boolean applies = applies(each.getKey());
            Node box = getChildren().get(at++);
            box.setVisible(applies);
            box.setManaged(applies);
        }
    }

    private boolean applies(OpField field) {
        String path = field.path();
        String kind = value("target.kind") + value("selector.kind");
        if (path.endsWith(".ref")) {
            return kind.equals("ref");
        }
        if (path.endsWith(".text") || path.endsWith("case_insensitive")) {
            return kind.equals("ocr");
        }
        if (path.endsWith(".name") || path.endsWith(".role") || path.endsWith(".states")) {
            return kind.equals("a11y");
        }
        return appliesToAction(path, value("action"));
    }

    private boolean appliesToAction(String path, String action) {
        return switch (step.op() + " " + path) {
            case "keyboard text" -> action.equals("type");
            case "keyboard key", "keyboard modifiers" -> action.equals("press");
            case "mouse delta_x", "mouse delta_y" -> action.equals("scroll");
            case "mouse duration_ms" -> action.equals("drag");
            case "mouse button" -> action.equals("click") || action.equals("drag");
            default -> true;
        };
    }

    private String value(String path) {
        for (Map.Entry<OpField, FormField> each : step.fields().entrySet()) {
            if (each.getKey().path().equals(path)) {
                return each.getValue().trimmed();
            }
        }
        return "";
    }

    private static Node box(OpField field, FormField entered) {
        String id = "new-run/args/" + field.path();
        return switch (field.kind()) {
            case FLAG -> flag(id, field, entered);
            case CHOICE -> new FieldBox(field.label(), choice(id, field, entered), entered, help(field));
            case LONG_TEXT -> new FieldBox(field.label(), area(id, entered), entered, help(field));
            case WHOLE -> {
                TextField input = FieldBox.textField(id, entered, field.least() + " to " + field.most());
                input.setMaxWidth(220);
                yield new FieldBox(field.label(), input, entered, help(field));
            }
            case TEXT, WORDS -> new FieldBox(field.label(), FieldBox.textField(id, entered, ""), entered, help(field));
        };
    }

    private static String help(OpField field) {
        return field.help();
    }

    private static Node flag(String id, OpField field, FormField entered) {
        CheckBox box = new CheckBox(field.label());
        box.setId(id);
        Attachment.of(box, subscriptions -> {
            subscriptions.observe(entered.text(), text -> box.setSelected(text.equals("true")));
            subscriptions.observe(box.selectedProperty(), on -> entered.text().set(on ? "true" : ""));
        });
        return box;
    }

    private static Node choice(String id, OpField field, FormField entered) {
        ComboBox<String> box = new ComboBox<>();
        box.setId(id);
        box.setPrefWidth(220);
        if (!field.required()) {
            box.getItems().add("");
        }
        box.getItems().addAll(field.choices());
        Attachment.of(box, subscriptions -> subscriptions.bindBidirectional(box.valueProperty(), entered.text()));
        return box;
    }

    private static Node area(String id, FormField entered) {
        TextArea area = new TextArea();
        area.setId(id);
        area.setPrefRowCount(4);
        area.setWrapText(true);
        area.getStyleClass().add("mono");
        Attachment.of(area, subscriptions -> subscriptions.bindBidirectional(area.textProperty(), entered.text()));
        return area;
    }
}
