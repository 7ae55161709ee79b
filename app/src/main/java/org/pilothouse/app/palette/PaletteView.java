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
import org.kordamp.ikonli.javafx.FontIcon;
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
        field.setAccessibleText("Search environments, hosts and gateways, or run a command");
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

    /** Its nodes are made once: fresh ones would be without their style for a frame. */
    private final class EntryCell extends ListCell<PaletteEntry> {
        private final FontIcon icon = Icons.of(Feather.MONITOR, "muted-icon");
        private final Label title = new Label();
        private final Label detail = new Label();
        private final Label kind = new Label();
        private final KeyHint key = new KeyHint("");
        private final HBox row;

        EntryCell() {
            title.getStyleClass().add("palette-entry");
            title.setMinWidth(USE_PREF_SIZE);
            detail.getStyleClass().add("palette-detail");
            kind.getStyleClass().add("palette-kind");
            kind.setMinWidth(USE_PREF_SIZE);
            Region gap = new Region();
            HBox.setHgrow(gap, Priority.ALWAYS);
            row = new HBox(icon, title, detail, gap, kind, key);
            row.getStyleClass().add("palette-row");
            row.setAlignment(Pos.CENTER_LEFT);
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
            icon.setIconCode(entry.icon());
            title.setText(entry.title());
            detail.setText(entry.detail());
            kind.setText(entry.kind());
            key.setText(entry.key());
            show(kind, entry.key().isEmpty());
            show(key, !entry.key().isEmpty());
            setGraphic(row);
        }

        private static void show(Label label, boolean shown) {
            label.setVisible(shown);
            label.setManaged(shown);
        }
    }
}
