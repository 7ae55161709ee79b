package org.pilothouse.desktop.action;

/** An argument is missing, unknown or cannot be meant; the message is one sentence that names it. */
public final class ArgumentException extends Exception {
    private static final long serialVersionUID = 1L;

    public ArgumentException(String message) {
        super(message);
    }
}
