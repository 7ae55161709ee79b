package org.pilothouse.app.presentation;

import java.util.Locale;

/** What a colour is to say. Never said by colour alone: a word and a shape stand beside it. */
public enum Tone {
    SUCCESS,
    ACCENT,
    WARNING,
    DANGER,
    NEUTRAL;

    /** The style class that colours it. */
    public String styleClass() {
        return "tone-" + name().toLowerCase(Locale.ROOT);
    }
}
