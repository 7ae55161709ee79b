package org.pilothouse.agent.a11y;

import org.jspecify.annotations.Nullable;

/** The accessibility tree cannot be read or acted on; the message says what and why. */
public final class AccessibilityException extends Exception {
    private static final long serialVersionUID = 1L;

    public AccessibilityException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
