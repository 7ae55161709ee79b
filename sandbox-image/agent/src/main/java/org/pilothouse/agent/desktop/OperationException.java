package org.pilothouse.agent.desktop;

import org.jspecify.annotations.Nullable;

/** An operation was refused or failed. The message is for whoever asked: one sentence, and what would be right. */
public final class OperationException extends Exception {
    private static final long serialVersionUID = 1L;

    public OperationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
