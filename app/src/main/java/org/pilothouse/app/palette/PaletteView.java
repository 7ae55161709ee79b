package org.pilothouse.app.palette;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.component.Icons;
import org.pilothouse.app.component.KeyHint;
import org.pilothouse.app.dialog.DialogHostView;
import org.pilothouse.app.lifecycle.Attachment;

/** A field, and what fits under it. The focus stays in the field; arrows move in the list. */
public final class PaletteView extends VBox {
    private static final double ROW = 38;
    private static final int ROWS = 10;
    private static final double PADDING = 10;

    private final PaletteModel model;
    private final TextField field = new TextField();
    private final ListView<PaletteEntry> list;

    public PaletteView(PaletteModel model) {
        this.model = model;
        setId("palette");
        getStyleClass().add("palette");
        setMaxSize(620, USE_PREF_SIZE);
        setPrefWidth(620);
        field.setId("palette/query");
        field.setPromptText("Search environments, hosts, gateways, or run a command");
        field.getProperties().put(DialogHostView.FIRST, true);
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        HBox.setHgrow(field, Priority.ALWAYS);
        HBox head = new HBox(Icons.of(Feather.SEARCH, "muted-icon"), field);
        head.getStyleClass().add("palette-head");
        head.setAlignment(Pos.CENTER_LEFT);

        list = new ListView<>(model.results());
        list.setId("palette/results");
        list.setFixedCellSize(ROW);
        list.setFocusTraversable(false);
        Label nothing = new Label("Nothing fits.");
        nothing.getStyleClass().add("muted");
        list.setPlaceholder(nothing);
        list.setCellFactory(view -> new EntryCell());
        getChildren().addAll(head, list, foot());
        Attachment.of(this, subscriptions -> {
            subscriptions.bindBidirectional(field.textProperty(), model.query());
            subscriptions.observe(model.chosen(), index -> choose(index.intValue()));
            subscriptions.observeAny(this::showResults, model.results());
        });
    }

    private void showResults() {
        int rows = Math.clamp(model.results().size(), 1, ROWS);
        list.setMinHeight(ROW * rows + PADDING);
        list.setPrefHeight(ROW * rows + PADDING);
        choose(model.chosen().get());
    }

    private void choose(int index) {
        list.getSelectionModel().clearAndSelect(index);
        list.scrollTo(Math.max(0, index - ROWS + 1));
    }

    private void keyPressed(KeyEvent event) {
        switch (event.getCode()) {
            case DOWN -> model.move(1);
            case UP -> model.move(-1);
            case PAGE_DOWN -> model.move(ROWS);
            case PAGE_UP -> model.move(-ROWS);
            case ENTER -> model.run();
            default -> {
                return;
            }
        }
        event.consume();
    }

    private static HBox foot() {
        HBox foot = new HBox(
                new KeyHint("↑ ↓"),
                new Label("choose"),
                new KeyHint("Enter"),
                new Label("run"),
                new KeyHint("Esc"),
                new Label("close"));
        foot.getStyleClass().add("palette-foot");
        foot.setAlignment(Pos.CENTER_LEFT);
        return foot;
    }

    private final class EntryCell extends ListCell<PaletteEntry> {
        EntryCell() {
            setOnMouseClicked(event -> {
                if (event.getButton() == MouseButton.PRIMARY && getItem() != null) {
                    model.run(getItem());
                }
            });
        }

        @Override
        protected void updateItem(@Nullable PaletteEntry entry, boolean empty) {
            super.updateItem(entry, empty);
            if (empty || entry == null) {
                setGraphic(null);
                return;
            }
            Label title = new Label(entry.title());
            title.getStyleClass().add("palette-entry");
            Label detail = new Label(entry.detail());
            detail.getStyleClass().add("palette-detail");
            Region gap = new Region();
            HBox.setHgrow(gap, Priority.ALWAYS);
            Label kind = new Label(entry.kind());
            kind.getStyleClass().add("palette-kind");
            HBox row = new HBox(Icons.of(entry.icon(), "muted-icon"), title, detail, gap);
            row.getChildren().add(entry.key().isEmpty() ? kind : new KeyHint(entry.key()));
            row.getStyleClass().add("palette-row");
            row.setAlignment(Pos.CENTER_LEFT);
            setGraphic(row);
        }
    }
}
