package org.pilothouse.app.run;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.action.Action;
import org.pilothouse.app.action.Action.Description;
import org.pilothouse.app.action.ActionGroup;
import org.pilothouse.app.action.LiveActions;
import org.pilothouse.app.action.ScreenAction;
import org.pilothouse.app.action.Shortcut;
import org.pilothouse.app.component.ActionControls;
import org.pilothouse.app.component.EmptyState;
import org.pilothouse.app.component.PageHeader;
import org.pilothouse.app.component.ProblemPane;
import org.pilothouse.app.component.Segments;
import org.pilothouse.app.component.StatusBadge;
import org.pilothouse.app.lifecycle.Attachment;
import org.pilothouse.app.lifecycle.Subscriptions;
import org.pilothouse.app.presentation.Ages;
import org.pilothouse.app.presentation.Ids;
import org.pilothouse.app.presentation.Sizes;
import org.pilothouse.protocol.run.Run;

/** The page of all runs. */
public final class RunsView extends VBox {
    private static final double ROW = 32;
    /** So many rows before the end the next page is asked for. */
    private static final int AHEAD = 30;

    private final RunsViewModel model;
    private final LiveActions liveActions;
    private final Consumer<String> clipboard;
    private final Action create;
    private final PageHeader header;
    private final TextField search = new TextField();
    private final TableView<Run> table = new TableView<>();

    public RunsView(RunsViewModel model, LiveActions liveActions, Action create, Consumer<String> clipboard) {
        this.model = model;
        this.liveActions = liveActions;
        this.create = create;
        this.clipboard = clipboard;
        setId("runs");
        getStyleClass().add("page");
        header = new PageHeader("Runs", ActionControls.primaryButton(create));
        prepareTable();
        setVgrow(table, Priority.ALWAYS);
        getChildren().addAll(header, filterBar(), table);
        Attachment.of(this, this::attach);
    }

    @Override
    public void requestFocus() {
        table.requestFocus();
    }

    private void attach(Subscriptions subscriptions) {
        model.begin();
        subscriptions.add(liveActions.offer(new ActionGroup("Runs", actions())));
        subscriptions.bindBidirectional(search.textProperty(), model.text());
        subscriptions.observeAny(this::showState, model.known(), model.problem(), model.rows(), model.more());
        subscriptions.observe(table.getSelectionModel().selectedItemProperty(), run -> {
            if (run != null) {
                model.selected().set(run);
            }
        });
        // Durations of what goes on.
        subscriptions.observe(model.now().property(), now -> {
            if (model.rows().stream().limit(200).anyMatch(run -> !run.status().isFinal())) {
                table.refresh();
            }
        });
    }

    private List<Action> actions() {
        return List.of(
                create,
                new ScreenAction(
                        Description.of("runs/open", "Open the run", "Its steps and what they left", Feather.ARROW_RIGHT)
                                .on(Shortcut.key("Enter")),
                        model::open),
                new ScreenAction(
                        Description.of("runs/filter", "Filter", "Narrow the list down", Feather.FILTER)
                                .on(Shortcut.character('/')),
                        search::requestFocus),
                new ScreenAction(
                        Description.of("runs/next", "Next row", "Move down", Feather.ARROW_DOWN)
                                .on(Shortcut.character('j')),
                        () -> move(1)),
                new ScreenAction(
                        Description.of("runs/previous", "Previous row", "Move up", Feather.ARROW_UP)
                                .on(Shortcut.character('k')),
                        () -> move(-1)));
    }

    private void move(int step) {
        int size = model.rows().size();
        if (size > 0) {
            int at = table.getSelectionModel().getSelectedIndex();
            int next = at < 0 ? 0 : Math.clamp(at + step, 0, size - 1);
            table.getSelectionModel().clearAndSelect(next);
            table.scrollTo(Math.max(0, next - 5));
        }
    }

    private Node filterBar() {
        search.setId("runs/search");
        search.setAccessibleText("Filter the runs");
        search.setPromptText("Filter: agent, conversation, environment, id");
        search.setPrefWidth(330);
        search.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE || event.getCode() == KeyCode.ENTER) {
                event.consume();
                if (event.getCode() == KeyCode.ESCAPE && !search.getText().isEmpty()) {
                    search.clear();
                } else {
                    table.requestFocus();
                }
            }
        });
        Segments<RunsViewModel.Which> which = new Segments<>(
                Stream.of(RunsViewModel.Which.values())
                        .map(each -> new Segments.Option<>(
                                "runs/which/" + each.word().toLowerCase(Locale.ROOT), each, each.word()))
                        .toList(),
                model.which(),
                model.which()::set);
        HBox bar = new HBox(search, which);
        bar.getStyleClass().add("filter-bar");
        bar.setAlignment(Pos.CENTER_LEFT);
        return bar;
    }

    private void prepareTable() {
        table.setId("runs/table");
        table.getStyleClass().addAll("dense", "edge-to-edge");
        table.setFixedCellSize(ROW);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.setItems(model.rows());
        table.setAccessibleText("Runs, the newest first");
        table.getColumns().add(column("Status", 120, StatusCell::new));
        table.getColumns().add(column("Run", 100, () -> new TextCell(run -> Ids.brief(run.workflowRunId()), "mono")));
        table.getColumns().add(column("Agent", 110, () -> new TextCell(RunLooks::agent, "strong")));
        table.getColumns().add(column("Conversation", 170, () -> new TextCell(RunLooks::conversation, "")));
        table.getColumns().add(column("Environment", 160, () -> new TextCell(RunLooks::environment, "")));
        table.getColumns()
                .add(column("Steps", 80, () -> new TextCell(run -> run.stepsDone() + " of " + run.stepsCount(), "")));
        table.getColumns().add(column("Duration", 90, () -> new TextCell(this::duration, "")));
        table.getColumns().add(column("Started", 110, StartedCell::new));
        table.getColumns()
                .add(column("Waits for, or failed with", 220, () -> new TextCell(RunLooks::waitsFor, "muted-cell")));
        table.setRowFactory(view -> new Row());
    }

    private String duration(Run run) {
        return RunLooks.duration(run.startedAt(), run.finishedAt(), model.now().get());
    }

    private void showState() {
        int shown = model.rows().size();
        header.summary()
                .setText(
                        !model.known().get()
                                ? ""
                                : Sizes.count(shown, "run") + (model.more().get() ? ", more below" : ""));
        table.setPlaceholder(placeholder());
    }

    private Node placeholder() {
        if (model.problem().get() != null) {
            return new ProblemPane("runs/problem", model.problem().get(), clipboard, model::reload);
        }
        if (!model.known().get()) {
            Label loading = new Label("Loading runs");
            loading.getStyleClass().add("muted");
            return loading;
        }
        if (model.isFiltered()) {
            Button clear = new Button("Clear the filter");
            clear.setId("runs/clear-filter");
            clear.setOnAction(event -> model.clearFilter());
            return new EmptyState(Feather.FILTER, "Nothing matches", "No run fits the filter.", clear);
        }
        Button first = ActionControls.primaryButton(create);
        first.setId("runs/empty/new");
        return new EmptyState(
                Feather.LIST,
                "No runs yet",
                "A run is what an agent does on a desktop, step by step. Every step leaves what it saw,"
                        + " and what gives input waits for your approval.",
                first);
    }

    private interface CellMaker {
        TableCell<Run, Run> make();
    }

    private static TableColumn<Run, Run> column(String title, double width, CellMaker cells) {
        TableColumn<Run, Run> column = new TableColumn<>(title);
        column.setPrefWidth(width);
        column.setSortable(false);
        column.setReorderable(false);
        column.setCellValueFactory(features -> new ReadOnlyObjectWrapper<>(features.getValue()));
        column.setCellFactory(ignored -> cells.make());
        return column;
    }

    private final class Row extends TableRow<Run> {
        Row() {
            setOnMouseClicked(event -> {
                if (event.getClickCount() == 2 && !isEmpty()) {
                    model.open();
                }
            });
        }

        @Override
        protected void updateItem(@Nullable Run run, boolean empty) {
            super.updateItem(run, empty);
            if (!empty && getIndex() > model.rows().size() - AHEAD) {
                model.loadMore();
            }
        }
    }

    private static final class StatusCell extends TableCell<Run, Run> {
        private final StatusBadge badge = new StatusBadge();

        @Override
        protected void updateItem(@Nullable Run run, boolean empty) {
            super.updateItem(run, empty);
            if (empty || run == null) {
                setGraphic(null);
                return;
            }
            badge.show(RunLooks.of(run.status()));
            setGraphic(badge);
        }
    }

    private final class StartedCell extends TableCell<Run, Run> {
        private final Tooltip exactly = new Tooltip();

        @Override
        protected void updateItem(@Nullable Run run, boolean empty) {
            super.updateItem(run, empty);
            if (empty || run == null) {
                setText(null);
                setTooltip(null);
                return;
            }
            setText(Ages.ago(run.createdAt(), model.now().get()));
            exactly.setText(Ages.absolute(run.createdAt()));
            setTooltip(exactly);
        }
    }

    private static final class TextCell extends TableCell<Run, Run> {
        private final Function<Run, String> text;

        TextCell(Function<Run, String> text, String style) {
            this.text = text;
            if (!style.isEmpty()) {
                getStyleClass().add(style);
            }
        }

        @Override
        protected void updateItem(@Nullable Run run, boolean empty) {
            super.updateItem(run, empty);
            setText(empty || run == null ? null : text.apply(run));
        }
    }
}
