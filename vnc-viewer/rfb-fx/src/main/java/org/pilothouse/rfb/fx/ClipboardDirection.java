package org.pilothouse.rfb.fx;

/** Which way text on the clipboard may go. */
public enum ClipboardDirection {
    NONE(false, false),
    TO_REMOTE(true, false),
    FROM_REMOTE(false, true),
    BOTH(true, true);

    private final boolean toRemote;
    private final boolean fromRemote;

    ClipboardDirection(boolean toRemote, boolean fromRemote) {
        this.toRemote = toRemote;
        this.fromRemote = fromRemote;
    }

    public boolean toRemote() {
        return toRemote;
    }

    public boolean fromRemote() {
        return fromRemote;
    }
}
