package org.pilothouse.app.create;

import java.util.Arrays;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.component.Icons;
import org.pilothouse.app.component.Segments;
import org.pilothouse.app.create.CreateViewModel.HostOption;
import org.pilothouse.app.dialog.DialogHostView;
import org.pilothouse.app.form.FieldBox;
import org.pilothouse.app.form.FormField;
import org.pilothouse.app.lifecycle.Attachment;
import org.pilothouse.app.lifecycle.Subscriptions;
import org.pilothouse.app.problem.Problem;

/** The form for a new environment. */
public final class CreateView extends VBox {
    private final CreateViewModel model;
    private final Label problem = new Label(null, Icons.of(Feather.ALERT_TRIANGLE));
    private final Button submit = new Button("Create");

    public CreateView(CreateViewModel model) {
        this.model = model;
        setId("create");
        getStyleClass().add("form-dialog");
        setMaxSize(520, USE_PREF_SIZE);
        setPrefWidth(520);
        Label title = new Label("New environment");
        title.getStyleClass().add("dialog-title");
        problem.setId("create/problem");
        problem.getStyleClass().add("form-problem");
        problem.setWrapText(true);
        getChildren().addAll(title, labelField(), hostField(), imageField());
        if (model.takesRuntime()) {
            getChildren().addAll(sizeField(), limits());
        }
        getChildren().addAll(startNow(), problem, buttons());
        Attachment.of(this, this::attach);
    }

    private void attach(Subscriptions subscriptions) {
        subscriptions.observe(model.problem(), this::show);
        subscriptions.observe(model.busy(), busy -> {
            submit.setDisable(busy);
            submit.setText(busy ? "Creating…" : "Create");
        });
    }

    private Node labelField() {
        TextField input = FieldBox.textField("create/label", model.label(), "for example browser-qa");
        input.getProperties().put(DialogHostView.FIRST, true);
        input.setOnAction(event -> model.submit());
        return new FieldBox("Label", input, model.label(), "");
    }

    private Node hostField() {
        ComboBox<HostOption> choice = new ComboBox<>();
        choice.setId("create/host");
        choice.getItems().setAll(model.hostOptions());
        choice.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable HostOption option) {
                return option == null ? "" : option.name();
            }

            @Override
            public HostOption fromString(String text) {
                throw new UnsupportedOperationException("the box is not editable");
            }
        });
        choice.setMaxWidth(Double.MAX_VALUE);
        Label where = new Label(null, Icons.of(Feather.CORNER_DOWN_RIGHT));
        where.setId("create/placement");
        where.getStyleClass().add("field-note");
        where.setWrapText(true);
        Attachment.of(choice, subscriptions -> {
            subscriptions.bindBidirectional(choice.valueProperty(), model.host());
            subscriptions.bind(where.textProperty(), model.placementText());
        });
        VBox box = new VBox(new FieldBox("Host", choice, model.hostField(), ""), where);
        box.getStyleClass().add("field");
        return box;
    }

    private Node imageField() {
        TextField input = FieldBox.textField("create/image", model.image(), model.defaultImage());
        input.getStyleClass().add("mono");
        return new FieldBox("Image", input, model.image(), "Empty means the default image of the gateway.");
    }

    private Node sizeField() {
        Segments<SizePreset> presets = new Segments<>(
                Arrays.stream(SizePreset.values())
                        .map(preset -> new Segments.Option<>(
                                "create/size/" + preset.name().toLowerCase(Locale.ROOT), preset, preset.label()))
                        .toList(),
                model.size(),
                model.size()::set);
        TextField wide = FieldBox.textField("create/width", model.width(), "");
        TextField high = FieldBox.textField("create/height", model.height(), "");
        wide.setAccessibleText("Width in pixels");
        high.setAccessibleText("Height in pixels");
        wide.setPrefColumnCount(5);
        high.setPrefColumnCount(5);
        HBox custom = new HBox(wide, new Label("×"), high, new Label("px"));
        custom.getStyleClass().add("with-unit");
        custom.setAlignment(Pos.CENTER_LEFT);
        Attachment.of(
                custom,
                subscriptions -> subscriptions.observe(model.size(), chosen -> {
                    custom.setVisible(chosen == SizePreset.CUSTOM);
                    custom.setManaged(chosen == SizePreset.CUSTOM);
                }));
        VBox row = new VBox(presets, custom);
        row.getStyleClass().add("size-row");
        return new FieldBox("Desktop size", row, either(model.width(), model.height()), "");
    }

    /** Shows whichever of the two has an error. */
    private static FormField either(FormField one, FormField other) {
        FormField both = new FormField("");
        Runnable update = () -> both.reject(
                one.hasError()
                        ? "Width: " + one.error().get()
                        : other.hasError() ? "Height: " + other.error().get() : "");
        one.error().subscribe((before, now) -> update.run());
        other.error().subscribe((before, now) -> update.run());
        return both;
    }

    private Node limits() {
        TextField memory = FieldBox.textField("create/memory", model.memory(), "");
        TextField cpus = FieldBox.textField("create/cpus", model.cpus(), "");
        memory.setAccessibleText("Memory in MiB");
        cpus.setAccessibleText("CPUs");
        VBox left = new FieldBox("Memory limit", FieldBox.withUnit(memory, "MiB"), model.memory(), "");
        VBox right = new FieldBox("CPU limit", FieldBox.withUnit(cpus, "CPUs"), model.cpus(), "");
        HBox.setHgrow(left, Priority.ALWAYS);
        HBox.setHgrow(right, Priority.ALWAYS);
        left.setPrefWidth(100);
        right.setPrefWidth(100);
        HBox row = new HBox(left, right);
        row.getStyleClass().add("two-fields");
        return row;
    }

    private Node startNow() {
        CheckBox box = new CheckBox("Start it now");
        box.setId("create/start");
        Attachment.of(box, subscriptions -> subscriptions.bindBidirectional(box.selectedProperty(), model.startNow()));
        return box;
    }

    private Node buttons() {
        Button cancel = new Button("Cancel");
        cancel.setId("create/cancel");
        cancel.setCancelButton(true);
        cancel.setOnAction(event -> model.cancel());
        submit.setId("create/ok");
        submit.setDefaultButton(true);
        submit.getStyleClass().add("accent");
        submit.setOnAction(event -> model.submit());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox row = new HBox(gap, cancel, submit);
        row.getStyleClass().add("dialog-buttons");
        row.setAlignment(Pos.CENTER_RIGHT);
        return row;
    }

    private void show(@Nullable Problem now) {
        problem.setVisible(now != null);
        problem.setManaged(now != null);
        problem.setText(now == null ? "" : now.what() + " " + now.why() + " " + now.next());
    }
}
