package org.pilothouse.app.logs;

import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.presentation.Ages;

/** One line: time, where it comes from, text; tinted by level. */
final class LogCell extends ListCell<LogEntry> {
    private static final PseudoClass MATCH = PseudoClass.getPseudoClass("match");

    private final LogViewModel model;
    private final Label time = new Label();
    private final Label stream = new Label();
    private final Label text = new Label();
    private final Tooltip exact = new Tooltip();
    private final HBox line = new HBox(time, stream, text);

    LogCell(LogViewModel model) {
        this.model = model;
        time.getStyleClass().add("log-time");
        time.setTooltip(exact);
        stream.getStyleClass().add("log-stream");
        text.getStyleClass().add("log-text");
        for (Label each : new Label[] {time, stream, text}) {
            each.setMinWidth(USE_PREF_SIZE);
        }
        line.getStyleClass().add("log-line");
        line.setAlignment(Pos.CENTER_LEFT);
    }

    @Override
    protected void updateItem(@Nullable LogEntry entry, boolean empty) {
        super.updateItem(entry, empty);
        getStyleClass().removeIf(style -> style.startsWith("level-") || style.startsWith("stream-"));
        pseudoClassStateChanged(MATCH, entry != null && !empty && model.isMatch(entry));
        if (empty || entry == null) {
            setGraphic(null);
            return;
        }
        time.setText(Ages.clock(entry.at()));
        exact.setText(Ages.absolute(entry.at()));
        stream.setText(String.format(Locale.ROOT, "%-7s", entry.stream()));
        text.setText(entry.text());
        getStyleClass()
                .addAll(
                        "level-" + entry.level().name().toLowerCase(Locale.ROOT),
                        "stream-" + entry.stream().toLowerCase(Locale.ROOT));
        setGraphic(line);
    }
}
