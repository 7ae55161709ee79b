package org.pilothouse.app.artifact;

/** An artifact is not what it says it is; the message is one sentence for a person. */
final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableException(String message) {
        super(message);
    }
}
