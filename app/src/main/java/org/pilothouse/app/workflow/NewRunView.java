package org.pilothouse.app.workflow;

import java.util.List;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.component.Icons;
import org.pilothouse.app.component.PageHeader;
import org.pilothouse.app.component.Segments;
import org.pilothouse.app.form.FieldBox;
import org.pilothouse.app.form.FormField;
import org.pilothouse.app.lifecycle.Attachment;
import org.pilothouse.app.lifecycle.Subscriptions;
import org.pilothouse.app.presentation.DesktopWords;

/** The page on which a run is put together: steps on the left, the chosen one on the right; or all of it as JSON. */
public final class NewRunView extends VBox {
    private static final double READING = 620;

    private final NewRunViewModel model;
    private final ListView<StepDraft> steps = new ListView<>();
    private final StackPane editor = new StackPane();
    private final StackPane body = new StackPane();
    private final TextArea json = new TextArea();
    private final VBox findings = new VBox();
    private final Button start = new Button("Start the run", Icons.of(Feather.PLAY));
    private final ComboBox<String> environment = new ComboBox<>();
    private final Node form;

    public NewRunView(NewRunViewModel model) {
        this.model = model;
        setId("new-run");
        getStyleClass().add("page");
        Segments<NewRunViewModel.Face> faces = new Segments<>(
                List.of(
                        new Segments.Option<>("new-run/form", NewRunViewModel.Face.FORM, "Form"),
                        new Segments.Option<>("new-run/json", NewRunViewModel.Face.JSON, "JSON")),
                model.face(),
                model::turn);
        start.setId("new-run/start");
        start.getStyleClass().add("accent");
        start.setOnAction(event -> model.start());
        PageHeader header = new PageHeader("New run", examples(), faces, start);
        json.setId("new-run/text");
        json.getStyleClass().addAll("mono", "json-editor");
        json.setAccessibleText("The run as JSON");
        // JSON needs no tabs, and somebody without a mouse has to get out again.
        json.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.TAB) {
                event.consume();
                json.requestFocusTraversal(event.isShiftDown() ? TraversalDirection.PREVIOUS : TraversalDirection.NEXT);
            }
        });
        findings.setId("new-run/findings");
        findings.getStyleClass().add("findings");
        form = form();
        setVgrow(body, Priority.ALWAYS);
        body.setMinHeight(0);
        getChildren().addAll(header, findings, body);
        Attachment.of(this, this::attach);
    }

    @Override
    public void requestFocus() {
        (model.face().get() == NewRunViewModel.Face.JSON ? json : steps).requestFocus();
    }

    private void attach(Subscriptions subscriptions) {
        environment.getItems().setAll("");
        environment.getItems().addAll(model.environments());
        subscriptions.bindBidirectional(environment.valueProperty(), model.environment());
        subscriptions.bindBidirectional(json.textProperty(), model.json());
        subscriptions.observe(
                model.face(), face -> body.getChildren().setAll(face == NewRunViewModel.Face.JSON ? json : form));
        subscriptions.observeAny(this::showFindings, model.findings());
        subscriptions.observe(model.selected(), this::showStep);
        subscriptions.observe(steps.getSelectionModel().selectedItemProperty(), step -> {
            if (step != null) {
                model.selected().set(step);
            }
        });
        subscriptions.observe(model.busy(), busy -> {
            start.setDisable(busy);
            start.setText(busy ? "Starting…" : "Start the run");
        });
    }

    private Node examples() {
        MenuButton menu = new MenuButton("Examples", Icons.of(Feather.BOOK_OPEN));
        menu.setId("new-run/examples");
        for (Map.Entry<String, String> example : model.examples().entrySet()) {
            MenuItem item = new MenuItem(example.getKey());
            item.setOnAction(event -> model.useExample(example.getValue()));
            menu.getItems().add(item);
        }
        return menu;
    }

    private void showFindings() {
        findings.setVisible(!model.findings().isEmpty());
        findings.setManaged(!model.findings().isEmpty());
        findings.getChildren().clear();
        for (Finding finding : model.findings().stream().limit(6).toList()) {
            Label path = new Label(finding.path());
            path.getStyleClass().addAll("mono", "finding-path");
            path.setMinWidth(USE_PREF_SIZE);
            Label sentence = new Label(finding.sentence());
            sentence.setWrapText(true);
            HBox line = new HBox(Icons.of(Feather.ALERT_CIRCLE), path, sentence);
            line.getStyleClass().add("finding");
            line.setAlignment(Pos.CENTER_LEFT);
            path.setManaged(!finding.path().isEmpty());
            findings.getChildren().add(line);
        }
        if (model.findings().size() > 6) {
            findings.getChildren().add(new Label("and " + (model.findings().size() - 6) + " more"));
        }
    }

    private Node form() {
        steps.setId("new-run/steps");
        steps.setItems(model.steps());
        steps.getStyleClass().add("queue");
        steps.setFixedCellSize(46);
        steps.setCellFactory(list -> new StepCell());
        steps.setAccessibleText("Steps, in their order");
        Label none = new Label("A run has at least one step.");
        none.getStyleClass().add("muted");
        steps.setPlaceholder(none);
        VBox.setVgrow(steps, Priority.ALWAYS);
        MenuButton add = new MenuButton("Add a step", Icons.of(Feather.PLUS));
        add.setId("new-run/add");
        add.setMaxWidth(Double.MAX_VALUE);
        for (String op : DesktopWords.OPERATIONS) {
            MenuItem item = new MenuItem(DesktopWords.operation(op));
            item.setId("new-run/add/" + op);
            item.setOnAction(event -> model.add(op));
            add.getItems().add(item);
        }
        VBox where = new VBox(environmentField(), conversationField());
        where.getStyleClass().add("new-run-where");
        HBox adding = new HBox(add);
        HBox.setHgrow(add, Priority.ALWAYS);
        adding.getStyleClass().add("new-run-add");
        VBox left = new VBox(where, steps, adding);
        left.getStyleClass().add("shelf");
        left.setMinWidth(340);
        left.setPrefWidth(340);
        left.setMaxWidth(340);
        editor.setMinWidth(0);
        HBox.setHgrow(editor, Priority.ALWAYS);
        HBox both = new HBox(left, editor);
        both.getStyleClass().add("split-body");
        return both;
    }

    private Node environmentField() {
        environment.setId("new-run/environment");
        environment.setMaxWidth(Double.MAX_VALUE);
        environment.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable String label) {
                return label == null || label.isEmpty() ? unnamed() : label;
            }

            @Override
            public String fromString(String text) {
                throw new UnsupportedOperationException("the box is not editable");
            }
        });
        return new FieldBox("Environment", environment, new FormField(""), "");
    }

    /** Where none is named, the gateway takes the only one that runs. */
    private String unnamed() {
        List<String> running = model.environments();
        return switch (running.size()) {
            case 0 -> "None is running";
            case 1 -> running.getFirst() + ", the only one that runs";
            default -> "Choose one of " + running.size() + " that run";
        };
    }

    private Node conversationField() {
        var input = FieldBox.textField("new-run/conversation", model.conversation(), "agent:default:main");
        input.getStyleClass().add("mono");
        return new FieldBox("Conversation", input, model.conversation(), "Whose run it is.");
    }

    private void showStep(@Nullable StepDraft step) {
        if (step == null) {
            editor.getChildren().clear();
            return;
        }
        steps.getSelectionModel().select(step);
        VBox fields = new StepFields(step, steps::refresh);
        fields.setMaxWidth(READING);
        Button up = icon("new-run/up", Feather.ARROW_UP, "Earlier", () -> model.move(step, -1));
        Button down = icon("new-run/down", Feather.ARROW_DOWN, "Later", () -> model.move(step, 1));
        Button remove = icon("new-run/remove", Feather.TRASH_2, "Take the step out", () -> model.remove(step));
        Label title = new Label(DesktopWords.operation(step.op()));
        title.getStyleClass().add("entry-title");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox head = new HBox(title, gap, up, down, remove);
        head.getStyleClass().add("entry-head");
        head.setAlignment(Pos.CENTER_LEFT);
        ScrollPane scroll = new ScrollPane(fields);
        scroll.getStyleClass().add("plain-scroll");
        scroll.setFitToWidth(true);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        editor.getChildren().setAll(new VBox(head, scroll));
    }

    private static Button icon(String id, Feather icon, String hint, Runnable run) {
        Button button = new Button(null, Icons.of(icon));
        button.setId(id);
        button.getStyleClass().addAll("button-icon", "flat", "icon-button");
        button.setAccessibleText(hint);
        button.setTooltip(new javafx.scene.control.Tooltip(hint));
        button.setOnAction(event -> run.run());
        return button;
    }

    private static final class StepCell extends ListCell<StepDraft> {
        StepCell() {
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable StepDraft step, boolean empty) {
            super.updateItem(step, empty);
            setText(empty || step == null ? null : getIndex() + 1 + "   " + step.sentence());
        }
    }
}
