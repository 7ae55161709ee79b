package org.pilothouse.app.run;

import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.artifact.ArtifactItem;
import org.pilothouse.app.component.Icons;
import org.pilothouse.app.component.StatusBadge;
import org.pilothouse.app.outline.OutlineView;
import org.pilothouse.app.presentation.DesktopWords;
import org.pilothouse.app.presentation.Sizes;
import org.pilothouse.protocol.run.RunStep;

/** One row in the tree of a run. */
final class EntryFace implements OutlineView.EntryFace<RunEntry> {
    private final Supplier<java.time.Instant> now;
    private final StatusBadge status = new StatusBadge();
    private final StackPane sign = new StackPane();
    private final Label words = new Label();
    private final Label aside = new Label();
    private final HBox line = new HBox(sign, words, aside);

    EntryFace(Supplier<java.time.Instant> now) {
        this.now = now;
        sign.setMinWidth(Region.USE_PREF_SIZE);
        words.setMinWidth(0);
        aside.setMinWidth(Region.USE_PREF_SIZE);
        aside.getStyleClass().add("entry-aside");
        words.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(words, Priority.ALWAYS);
        line.getStyleClass().add("run-entry");
        line.setAlignment(Pos.CENTER_LEFT);
    }

    @Override
    public Node node() {
        return line;
    }

    @Override
    public void show(RunEntry entry, int index) {
        words.getStyleClass().remove("strong");
        switch (entry) {
            case RunEntry.OfStep(RunStep step) -> {
                status.show(RunLooks.of(step.status()));
                sign.getChildren().setAll(shape());
                words.getStyleClass().add("strong");
                words.setText(step.stepIndex() + 1 + "  " + sentence(step));
                aside.setText(RunLooks.duration(step.startedAt(), step.finishedAt(), now.get()));
            }
            case RunEntry.OfAttempt(RunStep step, var attempt) -> {
                status.show(RunLooks.of(attempt.status()));
                sign.getChildren().setAll(shape());
                words.setText("Attempt " + attempt.attempt() + "  ·  "
                        + RunLooks.of(attempt.status()).word());
                aside.setText(RunLooks.duration(attempt.startedAt(), attempt.finishedAt(), now.get()));
            }
            case RunEntry.OfArtifact(RunStep step, var attempt, ArtifactItem item) -> {
                sign.getChildren().setAll(Icons.of(icon(item), "muted-icon"));
                words.setText(item.title());
                aside.setText(
                        (item.sensitive() ? "Sensitive  " : "") + (item.size() < 0 ? "" : Sizes.brief(item.size())));
            }
        }
    }

    static String sentence(RunStep step) {
        return DesktopWords.sentence(step.action().op(), step.action().args(), DesktopWords.Found.NOTHING);
    }

    static Ikon icon(ArtifactItem item) {
        return switch (item.kind()) {
            case PICTURE -> Feather.IMAGE;
            case ELEMENTS -> Feather.SHARE_2;
            case JSON -> Feather.CODE;
            case TEXT -> Feather.FILE_TEXT;
            case OTHER -> Feather.FILE;
        };
    }

    /** The badge without its word: the word stands elsewhere. */
    private Node shape() {
        status.getChildren().get(1).setVisible(false);
        status.getChildren().get(1).setManaged(false);
        return status;
    }
}
