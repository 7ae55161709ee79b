package org.pilothouse.app.component;

import javafx.scene.control.Label;

/** A key as it looks on a keyboard. */
public final class KeyHint extends Label {
    public KeyHint(String text) {
        super(text);
        getStyleClass().add("key-hint");
        setMinWidth(USE_PREF_SIZE);
    }
}
