package org.pilothouse.rfb;

/**
 * What a session tells. All calls come one after another on the session's own thread; take a note and return at once, as decoding
 * waits meanwhile. An exception from here ends the session with {@link CloseReason.Kind#INTERNAL}.
 */
public interface RfbListener {
    /** The state moved on. The last call of every session is this one with {@link RfbState.Closed}. */
    default void stateChanged(RfbState state) {}

    /** An update is complete. {@code damage} is valid only during the call. */
    default void updated(Framebuffer framebuffer, Damage damage) {}

    /** The desktop has a new size. The new framebuffer starts with what fits of the old picture. */
    default void resized(Framebuffer framebuffer) {}

    /** The server refused a size asked for with {@link RfbSession#requestSize}; {@code reason} is a sentence. */
    default void resizeRefused(String reason) {}

    default void cursorChanged(RemoteCursor cursor) {}

    /** Something else than this session moved the remote pointer. Told only by servers that know. */
    default void pointerMoved(int x, int y) {}

    /** A lock key was switched, by whomever; also told once at the start. Told only by servers that know. */
    default void locksChanged(LockState locks) {}

    /**
     * The remote machine's mouse began or ceased to be one that only knows movements ({@link RfbSession#pointerIsRelative}). Told only by
     * servers that know.
     */
    default void pointerModeChanged(boolean relative) {}

    default void nameChanged(String name) {}

    default void bell() {}

    /** The remote clipboard has new text, with {@code \n} line ends. */
    default void cutTextReceived(String text) {}
}
