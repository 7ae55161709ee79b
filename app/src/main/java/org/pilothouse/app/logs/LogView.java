package org.pilothouse.app.logs;

import atlantafx.base.controls.CustomTextField;
import java.util.List;
import java.util.function.Consumer;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.action.Action;
import org.pilothouse.app.action.Action.Description;
import org.pilothouse.app.action.ScreenAction;
import org.pilothouse.app.action.Shortcut;
import org.pilothouse.app.component.Icons;
import org.pilothouse.app.component.KeyHint;
import org.pilothouse.app.lifecycle.Attachment;
import org.pilothouse.app.lifecycle.Subscriptions;
import org.pilothouse.app.presentation.Sizes;

/** The lines, with a bar to follow, search and copy. It follows the log only while it is shown. */
public final class LogView extends VBox {
    private static final double LINE = 20;
    private static final KeyCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

    private final LogViewModel model;
    private final Consumer<String> clipboard;
    private final ListView<LogEntry> list;
    private final CustomTextField search = new CustomTextField();
    private final ToggleButton follow = new ToggleButton("Follow", Icons.of(Feather.CHEVRONS_DOWN));
    private final Label count = new Label();
    private final Label interrupted = new Label(null, Icons.of(Feather.ALERT_CIRCLE));

    public LogView(LogViewModel model, Consumer<String> clipboard) {
        this.model = model;
        this.clipboard = clipboard;
        setId("logs");
        getStyleClass().add("logs");
        list = new ListView<>(model.lines());
        list.setId("logs/lines");
        list.getStyleClass().addAll("log-lines", "mono");
        list.setAccessibleText("Log");
        list.setFixedCellSize(LINE);
        list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        list.setCellFactory(view -> new LogCell(model));
        list.addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressedInLines);
        list.addEventFilter(ScrollEvent.SCROLL, event -> {
            if (event.getDeltaY() > 0) {
                model.follow().set(false);
            }
        });
        Label none = new Label("Nothing was written yet.");
        none.getStyleClass().add("muted");
        list.setPlaceholder(none);
        setVgrow(list, Priority.ALWAYS);
        interrupted.setId("logs/interrupted");
        interrupted.getStyleClass().add("log-interrupted");
        interrupted.setMaxWidth(Double.MAX_VALUE);
        getChildren().addAll(bar(), interrupted, list);
        Attachment.of(this, this::attach);
    }

    @Override
    public void requestFocus() {
        list.requestFocus();
    }

    /** What can be done here, for keys and the palette. */
    public List<Action> actions() {
        return List.of(
                new ScreenAction(
                        Description.of("logs/search", "Search the log", "Find words in it", Feather.SEARCH)
                                .on(Shortcut.character('/')),
                        search::requestFocus),
                new ScreenAction(
                        Description.of("logs/follow", "Follow the log", "Keep the end in view", Feather.CHEVRONS_DOWN)
                                .on(Shortcut.character('f')),
                        () -> model.follow().set(!model.follow().get())),
                new ScreenAction(
                        Description.of("logs/copy", "Copy the whole log", "All lines that are shown", Feather.COPY)
                                .on(Shortcut.chord("Ctrl+Shift+C")),
                        this::copyAll));
    }

    private void attach(Subscriptions subscriptions) {
        model.start();
        subscriptions.add(model::stop);
        subscriptions.bindBidirectional(follow.selectedProperty(), model.follow());
        subscriptions.bindBidirectional(search.textProperty(), model.search());
        subscriptions.observeList(
                model.lines(), (ListChangeListener.Change<? extends LogEntry> change) -> requestLayout());
        subscriptions.observe(model.follow(), on -> requestLayout());
        subscriptions.observeAny(this::showCount, model.matches(), model.search(), model.lines());
        subscriptions.observe(model.search(), text -> list.refresh());
        subscriptions.observe(model.interrupted(), why -> {
            interrupted.setText(why.isEmpty() ? "" : "The log does not come in: " + why + " It goes on by itself.");
            interrupted.setVisible(!why.isEmpty());
            interrupted.setManaged(!why.isEmpty());
        });
    }

    private HBox bar() {
        search.setId("logs/search");
        search.setAccessibleText("Search the log");
        search.setPromptText("Search");
        search.setLeft(Icons.of(Feather.SEARCH, "muted-icon"));
        search.setRight(new KeyHint("/"));
        search.setPrefWidth(260);
        search.addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressedInSearch);
        count.getStyleClass().add("muted");
        follow.setId("logs/follow");
        follow.setTooltip(new Tooltip("Keep the end in view  (F)"));
        follow.getStyleClass().add("small");
        Button copy = new Button("Copy", Icons.of(Feather.COPY));
        copy.setId("logs/copy");
        copy.setTooltip(new Tooltip("Copy the chosen lines, or all of them"));
        copy.getStyleClass().addAll("flat", "small");
        copy.setOnAction(event -> copy());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox bar = new HBox(search, count, gap, copy, follow);
        bar.getStyleClass().add("log-bar");
        bar.setAlignment(Pos.CENTER_LEFT);
        return bar;
    }

    private void showCount() {
        count.setText(
                model.search().get().isEmpty()
                        ? Sizes.count(model.lines().size(), "line")
                        : model.matches().get() + " of "
                                + Sizes.count(model.lines().size(), "line"));
    }

    /** Scrolls here, since the list may not know earlier of the lines that just came, nor of its new height. */
    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        if (model.follow().get() && !model.lines().isEmpty()) {
            list.scrollTo(model.lines().size() - 1);
        }
    }

    private void keyPressedInSearch(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER) {
            event.consume();
            model.nextMatch(list.getSelectionModel().getSelectedIndex(), event.isShiftDown() ? -1 : 1)
                    .ifPresent(this::show);
        } else if (event.getCode() == KeyCode.ESCAPE) {
            event.consume();
            if (search.getText().isEmpty()) {
                list.requestFocus();
            } else {
                search.clear();
            }
        }
    }

    private void show(int index) {
        model.follow().set(false);
        list.getSelectionModel().clearAndSelect(index);
        list.scrollTo(Math.max(0, index - 5));
    }

    private void keyPressedInLines(KeyEvent event) {
        if (COPY.match(event)) {
            event.consume();
            copy();
        } else if (event.getCode() == KeyCode.UP || event.getCode() == KeyCode.PAGE_UP) {
            model.follow().set(false);
        } else if (event.getCode() == KeyCode.END) {
            model.follow().set(true);
        }
    }

    private void copy() {
        List<LogEntry> chosen = List.copyOf(list.getSelectionModel().getSelectedItems());
        if (chosen.isEmpty()) {
            copyAll();
        } else {
            clipboard.accept(LogViewModel.text(chosen));
        }
    }

    private void copyAll() {
        clipboard.accept(LogViewModel.text(List.copyOf(model.lines())));
    }
}
