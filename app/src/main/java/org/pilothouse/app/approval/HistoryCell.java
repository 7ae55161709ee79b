package org.pilothouse.app.approval;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.component.StatusBadge;
import org.pilothouse.app.presentation.Ages;
import org.pilothouse.app.presentation.Now;
import org.pilothouse.app.presentation.StatusLook;
import org.pilothouse.protocol.approval.Approval;

/** One approval that was decided: what, how, when. */
final class HistoryCell extends ListCell<Approval> {
    private final Now now;
    private final Label sentence = new Label();
    private final StatusBadge outcome = new StatusBadge();
    private final Label when = new Label();
    private final VBox words;

    HistoryCell(Now now) {
        this.now = now;
        sentence.getStyleClass().add("queue-sentence");
        sentence.setWrapText(true);
        sentence.setMaxHeight(40);
        when.getStyleClass().add("muted");
        when.setMinWidth(0);
        HBox.setHgrow(when, Priority.ALWAYS);
        HBox below = new HBox(outcome, when);
        below.getStyleClass().add("queue-below");
        below.setAlignment(Pos.CENTER_LEFT);
        words = new VBox(sentence, below);
        words.getStyleClass().addAll("queue-words", "queue-row");
        words.setAlignment(Pos.CENTER_LEFT);
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable Approval approval, boolean empty) {
        super.updateItem(approval, empty);
        if (empty || approval == null) {
            setGraphic(null);
            return;
        }
        Ask ask = Ask.of(approval);
        Standing standing = Standing.of(approval, now.get());
        sentence.setText(ask.sentence());
        outcome.show(look(standing));
        String at = standing.at() == null ? "" : Ages.ago(standing.at(), now.get());
        when.setText(ask.environment().isEmpty() ? at : at + "  ·  " + ask.environment());
        setAccessibleText(standing.word() + ": " + ask.sentence());
        setGraphic(words);
    }

    static StatusLook look(Standing standing) {
        StatusLook.Shape shape =
                switch (standing.tone()) {
                    case SUCCESS -> StatusLook.Shape.DISC;
                    case DANGER -> StatusLook.Shape.TRIANGLE;
                    case WARNING -> StatusLook.Shape.HALF;
                    case ACCENT, NEUTRAL -> StatusLook.Shape.RING;
                };
        return new StatusLook(standing.word(), standing.tone(), shape, false);
    }
}
