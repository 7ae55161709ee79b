package org.pilothouse.app.component;

import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Tooltip;
import javafx.util.Duration;
import org.kordamp.ikonli.feather.Feather;

/** A short id or reference; a click puts the whole of it on the clipboard. */
public final class CopyableText extends Button {
    private static final Duration THANKS = Duration.seconds(1.2);

    private final String brief;

    /**
     * @param name what it is, for screen readers
     * @param whole what is copied
     */
    public CopyableText(String name, String brief, String whole, Consumer<String> clipboard) {
        super(brief, Icons.of(Feather.COPY));
        this.brief = brief;
        getStyleClass().addAll("copyable", "mono");
        setMnemonicParsing(false);
        setContentDisplay(ContentDisplay.RIGHT);
        setTooltip(new Tooltip(whole + "\nClick to copy"));
        setAccessibleText("Copy " + name + " " + whole);
        setOnAction(event -> {
            clipboard.accept(whole);
            thank();
        });
    }

    private void thank() {
        setText("copied");
        PauseTransition pause = new PauseTransition(THANKS);
        pause.setOnFinished(event -> setText(brief));
        pause.play();
    }
}
