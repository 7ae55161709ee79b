package org.pilothouse.agent.desktop;

import org.jspecify.annotations.Nullable;

/** An operation was refused or failed. The message is for whoever asked: one sentence, and what would be right. */
public final class OperationException extends Exception {
    private static final long serialVersionUID = 1L;

    public OperationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    static OperationException wrong(String field, Object value, String allowed) {
        return new OperationException(field + " is '" + value + "'; it must be " + allowed, null);
    }

    /** Jackson leaves a missing member null, whatever its type says. */
    static <T> T required(String field, @Nullable T value) throws OperationException {
        if (value == null) {
            throw new OperationException(field + " is missing", null);
        }
        return value;
    }

    static String text(String field, @Nullable String text, int most) throws OperationException {
        if (text == null || text.isEmpty() || text.length() > most) {
            throw new OperationException(field + " must have 1 to " + most + " characters", null);
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
