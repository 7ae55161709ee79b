package org.pilothouse.rfb;

/** Where a session stands. It only moves forward, and {@link Closed} is final. */
public sealed interface RfbState {
    /** The transport is being opened. */
    record Connecting() implements RfbState {}

    /** Protocol version and security are being agreed; a person may be asked for a password. */
    record Authenticating() implements RfbState {}

    /**
     * The desktop is there. Its pixels are black until the first update.
     *
     * @param framebuffer the picture; replaced by {@link RfbListener#resized}
     * @param name the desktop's name as the server gave it, without control characters
     */
    record Connected(Framebuffer framebuffer, String name) implements RfbState {}

    /** It is over. */
    record Closed(CloseReason reason) implements RfbState {}
}
