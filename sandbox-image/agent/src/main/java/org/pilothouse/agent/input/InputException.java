package org.pilothouse.agent.input;

/** What was asked for cannot be given as input: an unknown key, a place outside the screen. */
public final class InputException extends Exception {
    private static final long serialVersionUID = 1L;

    public InputException(String message) {
        super(message);
    }
}
