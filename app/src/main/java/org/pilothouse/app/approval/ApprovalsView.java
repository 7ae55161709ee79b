package org.pilothouse.app.approval;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.action.Action.Description;
import org.pilothouse.app.action.ActionGroup;
import org.pilothouse.app.action.LiveActions;
import org.pilothouse.app.action.ScreenAction;
import org.pilothouse.app.action.Shortcut;
import org.pilothouse.app.approval.ApprovalsViewModel.Shelf;
import org.pilothouse.app.artifact.Exports;
import org.pilothouse.app.component.EmptyState;
import org.pilothouse.app.component.PageHeader;
import org.pilothouse.app.component.ProblemPane;
import org.pilothouse.app.component.Segments;
import org.pilothouse.app.lifecycle.Attachment;
import org.pilothouse.app.lifecycle.Subscriptions;
import org.pilothouse.app.live.Freshness;
import org.pilothouse.app.live.LiveItem;
import org.pilothouse.protocol.approval.Approval;

/** The page of approvals: what waits on the left, the card on the right. */
public final class ApprovalsView extends VBox {
    private static final double QUEUE = 300;
    private static final double ROW = 72;

    private final ApprovalsViewModel model;
    private final LiveActions liveActions;
    private final Exports exports;
    private final Consumer<String> clipboard;
    private final PageHeader header;
    private final ListView<LiveItem<Approval>> queue = new ListView<>();
    private final ListView<Approval> history = new ListView<>();
    private final VBox shelf = new VBox();
    private final StackPane table = new StackPane();
    private final Button older = new Button("Load older ones");
    private boolean following;

    public ApprovalsView(
            ApprovalsViewModel model, LiveActions liveActions, Exports exports, Consumer<String> clipboard) {
        this.model = model;
        this.liveActions = liveActions;
        this.exports = exports;
        this.clipboard = clipboard;
        setId("approvals");
        getStyleClass().add("page");
        Segments<Shelf> shelves = new Segments<>(
                List.of(
                        new Segments.Option<>("approvals/waiting", Shelf.WAITING, "Waiting"),
                        new Segments.Option<>("approvals/history", Shelf.HISTORY, "History")),
                model.shelf(),
                model.shelf()::set);
        header = new PageHeader("Approvals", shelves);
        prepare();
        shelf.setMinWidth(QUEUE);
        shelf.setPrefWidth(QUEUE);
        shelf.setMaxWidth(QUEUE);
        shelf.getStyleClass().add("shelf");
        table.getStyleClass().add("table-top");
        table.setMinWidth(0);
        HBox.setHgrow(table, Priority.ALWAYS);
        HBox body = new HBox(shelf, table);
        body.getStyleClass().add("split-body");
        body.setMinHeight(0);
        setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(header, body);
        Attachment.of(this, this::attach);
    }

    @Override
    public void requestFocus() {
        (model.shelf().get() == Shelf.WAITING ? queue : history).requestFocus();
    }

    private void prepare() {
        queue.setId("approvals/queue");
        queue.setFixedCellSize(ROW);
        queue.setCellFactory(list -> new QueueCell(model.now()));
        queue.getStyleClass().add("queue");
        queue.setAccessibleText("Approvals that wait, the first to expire first");
        Label nothing = new Label("Nothing waits.");
        nothing.getStyleClass().add("muted");
        queue.setPlaceholder(nothing);
        history.setId("approvals/decided");
        history.setItems(model.history().shown());
        history.setFixedCellSize(ROW);
        history.setCellFactory(list -> new HistoryCell(model.now()));
        history.getStyleClass().add("queue");
        history.setAccessibleText("What was decided, the latest first");
        older.setId("approvals/older");
        older.getStyleClass().addAll("flat", "small");
        older.setMaxWidth(Double.MAX_VALUE);
        older.setOnAction(event -> model.history().loadMore());
        VBox.setVgrow(queue, Priority.ALWAYS);
        VBox.setVgrow(history, Priority.ALWAYS);
    }

    private void attach(Subscriptions subscriptions) {
        subscriptions.add(liveActions.offer(new ActionGroup(
                "Approvals",
                List.of(
                        model.approve(),
                        model.deny(),
                        new ScreenAction(
                                Description.of("approvals/next", "Next approval", "The one below", Feather.ARROW_DOWN)
                                        .on(Shortcut.character('j')),
                                () -> model.move(1)),
                        new ScreenAction(
                                Description.of(
                                                "approvals/previous",
                                                "Previous approval",
                                                "The one above",
                                                Feather.ARROW_UP)
                                        .on(Shortcut.character('k')),
                                () -> model.move(-1))))));
        subscriptions.observe(model.shelf(), this::showShelf);
        subscriptions.observe(model.card(), this::showCard);
        subscriptions.observeAny(this::showSummary, model.queue(), model.freshness());
        subscriptions.observeAny(this::copyQueue, model.queue());
        subscriptions.observe(queue.getSelectionModel().selectedItemProperty(), item -> {
            if (item != null && !following && queue.isFocused()) {
                model.open(item.get());
            }
        });
        subscriptions.observe(history.getSelectionModel().selectedItemProperty(), approval -> {
            if (approval != null && !following && history.isFocused()) {
                model.open(approval);
            }
        });
        subscriptions.observeAny(
                this::showHistoryFoot,
                model.history().more(),
                model.history().loading(),
                model.history().problem());
        model.watch(true);
        subscriptions.add(() -> model.watch(false));
    }

    private void showSummary() {
        int waiting = model.queue().size();
        header.summary().setText(waiting == 0 ? "" : waiting + " waiting");
        if (model.card().get() == null) {
            showCard(null);
        }
    }

    private void showShelf(Shelf chosen) {
        if (chosen == Shelf.WAITING) {
            shelf.getChildren().setAll(queue);
        } else {
            model.history().begin();
            shelf.getChildren().setAll(historyFilter(), history, older);
        }
    }

    private void showHistoryFoot() {
        older.setVisible(model.history().more().get());
        older.setManaged(older.isVisible());
        older.setDisable(model.history().loading().get());
        older.setText(model.history().loading().get() ? "Loading…" : "Load older ones");
        Label words = new Label(
                model.history().problem().get() != null
                        ? model.history().problem().get().what() + " "
                                + model.history().problem().get().why()
                        : model.history().loading().get()
                                ? "Loading…"
                                : "Nothing was decided yet, or the filter hides it.");
        words.getStyleClass().add("muted");
        words.setWrapText(true);
        history.setPlaceholder(words);
    }

    private Node historyFilter() {
        TextField search = new TextField();
        search.setId("approvals/search");
        search.setAccessibleText("Search the history");
        search.setPromptText("Search what, where, who");
        Segments<HistoryModel.Which> outcomes = new Segments<>(
                Stream.of(HistoryModel.Which.values())
                        .map(which -> new Segments.Option<>(
                                "approvals/which/" + which.word().toLowerCase(java.util.Locale.ROOT),
                                which,
                                which.word()))
                        .toList(),
                model.history().which(),
                model.history().which()::set);
        Attachment.of(
                search,
                subscriptions -> subscriptions.bindBidirectional(
                        search.textProperty(), model.history().text()));
        outcomes.getStyleClass().add("small-segments");
        VBox box = new VBox(search, outcomes);
        box.getStyleClass().add("shelf-filter");
        return box;
    }

    private void showCard(@Nullable CardModel card) {
        if (card == null) {
            table.getChildren().setAll(placeholder());
            return;
        }
        table.getChildren().setAll(new CardView(model, card, exports, clipboard));
        followCard();
    }

    /**
     * Rows of its own: a list whose chosen row goes away chooses the next one by itself, and a card that nobody turned up
     * must not lie there when the key is pressed again.
     */
    private void copyQueue() {
        following = true;
        queue.getItems().setAll(model.queue());
        following = false;
        followCard();
    }

    /** The list's selection goes after the card, which may have come from elsewhere. */
    private void followCard() {
        CardModel card = model.card().get();
        following = true;
        if (card != null) {
            for (int i = 0; i < model.queue().size(); i++) {
                if (model.queue().get(i).id().equals(card.id())) {
                    queue.getSelectionModel().clearAndSelect(i);
                }
            }
            if (model.queue().stream().noneMatch(item -> item.id().equals(card.id()))) {
                queue.getSelectionModel().clearSelection();
            }
            for (int i = 0; i < model.history().shown().size(); i++) {
                if (model.history().shown().get(i).approvalId().equals(card.id())) {
                    history.getSelectionModel().clearAndSelect(i);
                }
            }
        }
        following = false;
    }

    private Node placeholder() {
        Freshness freshness = model.freshness().get();
        if (freshness.problem() != null && !freshness.hasContent()) {
            return new ProblemPane("approvals/problem", freshness.problem(), clipboard, model::reload);
        }
        return new EmptyState(
                Feather.CHECK_CIRCLE,
                freshness.hasContent() ? "Nothing waits for you" : "Loading approvals",
                "When an agent wants to click, type or change something on a desktop, it asks here first:"
                        + " with a picture of the desktop and the place on it.");
    }
}
