package org.pilothouse.agent.input;

import org.jspecify.annotations.Nullable;

/** What was asked for cannot be given as input: an unknown key, a place outside the screen. */
public final class InputException extends Exception {
    private static final long serialVersionUID = 1L;

    private final @Nullable String field;

    public InputException(String message) {
        this(message, null);
    }

    /**
     * @param field the value at fault: {@code x}, {@code y}, of a drag's start {@code from_x}, {@code from_y}
     */
    public InputException(String message, @Nullable String field) {
        super(message);
        this.field = field;
    }

    public @Nullable String field() {
        return field;
    }
}
