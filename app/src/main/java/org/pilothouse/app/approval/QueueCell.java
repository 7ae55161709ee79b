package org.pilothouse.app.approval;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.lifecycle.Attachment;
import org.pilothouse.app.live.LiveItem;
import org.pilothouse.app.presentation.Now;
import org.pilothouse.protocol.approval.Approval;

/** One approval that waits: how long, what, where. */
final class QueueCell extends ListCell<LiveItem<Approval>> {
    private final Now now;
    private final CountdownRing ring = new CountdownRing(9);
    private final Label sentence = new Label();
    private final Label where = new Label();
    private final Label left = new Label();
    private final HBox line;

    QueueCell(Now now) {
        this.now = now;
        sentence.getStyleClass().add("queue-sentence");
        sentence.setWrapText(true);
        sentence.setMaxHeight(40);
        where.getStyleClass().add("muted");
        where.setMinWidth(0);
        left.getStyleClass().add("queue-left");
        left.setMinWidth(USE_PREF_SIZE);
        HBox.setHgrow(where, Priority.ALWAYS);
        where.setMaxWidth(Double.MAX_VALUE);
        HBox below = new HBox(where, left);
        below.getStyleClass().add("queue-below");
        VBox words = new VBox(sentence, below);
        words.getStyleClass().add("queue-words");
        words.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(words, Priority.ALWAYS);
        line = new HBox(ring, words);
        line.getStyleClass().add("queue-row");
        line.setAlignment(Pos.CENTER_LEFT);
        setPrefWidth(0);
        Attachment.of(this, subscriptions -> subscriptions.observe(now.property(), instant -> tick()));
    }

    @Override
    protected void updateItem(@Nullable LiveItem<Approval> item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        Ask ask = Ask.of(item.get());
        sentence.setText((ask.again() ? "Again: " : "") + ask.sentence());
        where.setText(ask.environment().isEmpty() ? ask.agent() : ask.environment());
        setAccessibleText(sentence.getText());
        setGraphic(line);
        tick();
    }

    private void tick() {
        LiveItem<Approval> item = getItem();
        if (item != null) {
            Countdown countdown = Countdown.of(item.get(), now.get());
            ring.show(countdown);
            left.setText(countdown.words());
            left.getStyleClass().removeIf(style -> style.startsWith("tone-"));
            left.getStyleClass().add(countdown.tone().styleClass());
        }
    }
}
