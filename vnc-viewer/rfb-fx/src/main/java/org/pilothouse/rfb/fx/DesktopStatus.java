package org.pilothouse.rfb.fx;

/** Where a {@link RemoteDesktop} stands. */
public enum DesktopStatus {
    /** Not asked to connect yet, or disconnected on request. */
    DISCONNECTED,
    /** The first attempt is under way. */
    CONNECTING,
    /** The desktop is there and answers. */
    CONNECTED,
    /** The desktop is there but owes an answer for seconds: what is shown is old. */
    FROZEN,
    /** The connection was lost; the picture is kept and attempts go on. */
    RECONNECTING,
    /** It failed, and another attempt would not help. */
    FAILED
}
