package org.pilothouse.agent.desktop;

import org.jspecify.annotations.Nullable;

/** An operation was refused or failed. The message is for whoever asked: one sentence, and what would be right. */
public final class OperationException extends Exception {
    private static final long serialVersionUID = 1L;

    private final @Nullable String field;

    public OperationException(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.field = null;
    }

    private OperationException(String field, String message) {
        super(message);
        this.field = field;
    }

    /** What is wrong with what was asked; null where that was well-formed but cannot be done. */
    public @Nullable String field() {
        return field;
    }

    static OperationException invalid(String field, String message) {
        return new OperationException(field, message);
    }

    static OperationException wrong(String field, Object value, String allowed) {
        return invalid(field, field + " is '" + value + "'; it must be " + allowed);
    }

    /** Jackson leaves a missing member null, whatever its type says. */
    static <T> T required(String field, @Nullable T value) throws OperationException {
        if (value == null) {
            throw invalid(field, field + " is missing");
        }
        return value;
    }

    static String text(String field, @Nullable String text, int most) throws OperationException {
        if (text == null || text.isEmpty() || text.length() > most) {
            throw invalid(field, field + " must have 1 to " + most + " characters");
        }
        return text;
    }

    /** A number within bounds; {@code otherwise} where there is none. */
    static int between(String field, @Nullable Integer asked, int otherwise, int least, int most)
            throws OperationException {
        int value = asked == null ? otherwise : asked;
        if (value < least || value > most) {
            throw wrong(field, value, least + " to " + most);
        }
        return value;
    }
}
