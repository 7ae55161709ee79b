package org.pilothouse.app.artifact;

import javafx.collections.FXCollections;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.lifecycle.Attachment;

/** A text with line numbers that can be searched. */
public final class TextView extends VBox {
    private static final PseudoClass MATCH = PseudoClass.getPseudoClass("match");
    private static final double LINE = 20;

    private final TextModel model;
    private final ListView<String> list;

    public TextView(String id, TextModel model, Exports exports) {
        this.model = model;
        setId(id);
        getStyleClass().add("elements");
        list = new ListView<>(FXCollections.observableList(model.lines()));
        list.setId(id + "/lines");
        list.getStyleClass().addAll("text-lines", "mono");
        list.setFixedCellSize(LINE);
        list.setCellFactory(view -> new Line());
        setVgrow(list, Priority.ALWAYS);
        getChildren()
                .addAll(
                        new SearchBar(
                                id,
                                model.search(),
                                model.found(),
                                this::nextMatch,
                                PicturePane.icon(
                                        id + "/copy",
                                        Feather.COPY,
                                        "Copy the text",
                                        () -> exports.copy(model.whole()))),
                        list);
        Attachment.of(this, subscriptions -> subscriptions.observe(model.search(), text -> list.refresh()));
    }

    @Override
    public void requestFocus() {
        list.requestFocus();
    }

    private void nextMatch(int step) {
        model.nextMatch(list.getSelectionModel().getSelectedIndex(), step).ifPresent(index -> {
            list.getSelectionModel().clearAndSelect(index);
            list.scrollTo(Math.max(0, index - 5));
        });
    }

    private final class Line extends ListCell<String> {
        private final Label number = new Label();
        private final Label text = new Label();
        private final HBox row = new HBox(number, text);

        Line() {
            number.getStyleClass().add("line-number");
            number.setMinWidth(Region.USE_PREF_SIZE);
            row.setAlignment(Pos.CENTER_LEFT);
            row.getStyleClass().add("text-line");
        }

        @Override
        protected void updateItem(@Nullable String line, boolean empty) {
            super.updateItem(line, empty);
            pseudoClassStateChanged(MATCH, line != null && !empty && model.isMatch(line));
            if (empty || line == null) {
                setGraphic(null);
                return;
            }
            number.setText(String.valueOf(getIndex() + 1));
            text.setText(line.replace("\t", "    "));
            setGraphic(row);
        }
    }
}
