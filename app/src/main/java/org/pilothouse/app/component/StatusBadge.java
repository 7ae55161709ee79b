package org.pilothouse.app.component;

import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.presentation.StatusLook;
import org.pilothouse.app.presentation.Tone;

/** A status: a shape in its colour, and the word. */
public final class StatusBadge extends HBox {
    private final Region shape = new Region();
    private final Label word = new Label();
    private @Nullable StatusLook shown;

    public StatusBadge() {
        getStyleClass().add("status");
        shape.getStyleClass().add("status-shape");
        word.getStyleClass().add("status-word");
        setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(shape, word);
        setMinWidth(USE_PREF_SIZE);
    }

    public StatusBadge(StatusLook look) {
        this();
        show(look);
    }

    /** With a tinted ground, for headers. */
    public StatusBadge asPill() {
        getStyleClass().add("pill");
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        return this;
    }

    public void show(StatusLook look) {
        if (look.equals(shown)) {
            return;
        }
        shown = look;
        word.setText(look.word());
        for (Tone tone : Tone.values()) {
            getStyleClass().remove(tone.styleClass());
        }
        getStyleClass().add(look.tone().styleClass());
        shape.getStyleClass().removeIf(style -> style.startsWith("shape-"));
        shape.getStyleClass().add("shape-" + look.shape().name().toLowerCase(Locale.ROOT));
    }
}
