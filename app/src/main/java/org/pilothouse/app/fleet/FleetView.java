package org.pilothouse.app.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
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
import org.pilothouse.app.lifecycle.Attachment;
import org.pilothouse.app.lifecycle.Subscriptions;
import org.pilothouse.app.live.Freshness;
import org.pilothouse.app.presentation.Sizes;

/** The page of all environments. */
public final class FleetView extends VBox {
    private static final double BULK_BAR = 72;

    private final FleetViewModel model;
    private final LiveActions liveActions;
    private final Consumer<String> clipboard;
    private final FleetTable table;
    private final FleetFilterBar filterBar;
    private final PageHeader header;
    private final HBox bulkBar = new HBox();
    private final Label bulkCount = new Label();
    private final StackPane body = new StackPane();

    /** @param textSize in percent of the usual one */
    public FleetView(
            FleetViewModel model,
            LiveActions liveActions,
            Consumer<String> clipboard,
            ObservableValue<? extends Number> textSize) {
        this.model = model;
        this.liveActions = liveActions;
        this.clipboard = clipboard;
        setId("fleet");
        getStyleClass().add("page");
        table = new FleetTable(model, textSize);
        filterBar = new FleetFilterBar(model, table::requestFocus);
        header = new PageHeader("Fleet", ActionControls.primaryButton(model.create()));
        fillBulkBar();
        StackPane.setAlignment(bulkBar, Pos.BOTTOM_CENTER);
        body.getChildren().addAll(table, bulkBar);
        setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(header, filterBar, body);
        Attachment.of(this, this::attach);
    }

    @Override
    public void requestFocus() {
        table.requestFocus();
    }

    private void attach(Subscriptions subscriptions) {
        subscriptions.add(liveActions.offer(new ActionGroup("Fleet", actions())));
        subscriptions.observeAny(this::showPlaceholder, model.freshness(), model.filter(), model.quick());
        subscriptions.observe(model.counts(), counts -> header.summary()
                .setText(Sizes.count(counts.getOrDefault(Quick.ALL, 0), "environment") + "  ·  "
                        + counts.getOrDefault(Quick.RUNNING, 0) + " running"));
        subscriptions.observe(model.marked(), this::showBulkBar);
    }

    private List<Action> actions() {
        List<Action> all = new ArrayList<>();
        all.add(screen("filter", "Filter", "Narrow the list down", Feather.FILTER, '/', () -> filterBar
                .field()
                .requestFocus()));
        all.add(screen("next", "Next row", "Move down", Feather.ARROW_DOWN, 'j', () -> table.moveCursor(1)));
        all.add(screen("previous", "Previous row", "Move up", Feather.ARROW_UP, 'k', () -> table.moveCursor(-1)));
        all.add(screen("mark", "Mark or unmark", "Choose several to act on", Feather.CHECK_SQUARE, 'x', () -> {
            if (model.cursor().get() != null) {
                model.toggleMark(model.cursor().get());
            }
        }));
        all.add(new ScreenAction(
                Description.of("fleet/mark-all", "Mark all shown", "All rows that the filter leaves", Feather.LIST)
                        .on(Shortcut.chord("Ctrl+Shift+A")),
                model::markAllShown));
        all.add(new ScreenAction(
                Description.of("fleet/clear-marks", "Clear marks", "Nothing is marked any more", Feather.X)
                        .on(Shortcut.key("Escape")),
                model::clearMarks));
        all.addAll(model.actions().all());
        return all;
    }

    private static Action screen(String id, String label, String hint, Ikon icon, char key, Runnable run) {
        return new ScreenAction(Description.of("fleet/" + id, label, hint, icon).on(Shortcut.character(key)), run);
    }

    private void fillBulkBar() {
        bulkBar.setId("fleet/bulk");
        bulkBar.getStyleClass().add("bulk-bar");
        bulkBar.setAlignment(Pos.CENTER);
        bulkBar.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        bulkCount.getStyleClass().add("strong");
        bulkBar.getChildren().add(bulkCount);
        for (Action action : model.actions().bulk()) {
            Button button = ActionControls.button(action);
            button.setId("fleet/bulk/" + action.id());
            bulkBar.getChildren().add(button);
        }
        Button clear = new Button("Clear");
        clear.setId("fleet/bulk/clear");
        clear.getStyleClass().add("flat");
        clear.setOnAction(event -> model.clearMarks());
        bulkBar.getChildren().add(clear);
    }

    private void showBulkBar(Set<String> marked) {
        bulkCount.setText(marked.size() + " marked");
        bulkBar.setVisible(!marked.isEmpty());
        bulkBar.setManaged(!marked.isEmpty());
        // The last rows can be scrolled out from under it.
        StackPane.setMargin(table, new Insets(0, 0, marked.isEmpty() ? 0 : BULK_BAR, 0));
    }

    private void showPlaceholder() {
        table.setPlaceholder(placeholder(model.freshness().get()));
    }

    private Node placeholder(Freshness freshness) {
        if (freshness.problem() != null && !freshness.hasContent()) {
            return new ProblemPane("fleet/problem", freshness.problem(), clipboard, model::reload);
        }
        if (!freshness.hasContent()) {
            ProgressIndicator waiting = new ProgressIndicator();
            waiting.getStyleClass().add("waiting");
            Label words = new Label("Loading environments");
            words.getStyleClass().add("muted");
            VBox box = new VBox(waiting, words);
            box.getStyleClass().add("empty-state");
            box.setAlignment(Pos.CENTER);
            return box;
        }
        if (model.isFiltered()) {
            Button clear = new Button("Clear the filter");
            clear.setId("fleet/clear-filter");
            clear.setOnAction(event -> model.clearFilter());
            return new EmptyState(
                    Feather.FILTER,
                    "Nothing matches",
                    "Environments are there, but the filter hides all of them.",
                    clear);
        }
        return new EmptyState(
                Feather.MONITOR,
                "No environments yet",
                "An environment is a disposable Linux desktop in a container, for an agent to work in"
                        + " and for you to watch or take over.",
                firstStep());
    }

    private Button firstStep() {
        Button button = ActionControls.primaryButton(model.create());
        button.setId("fleet/empty/create");
        return button;
    }
}
