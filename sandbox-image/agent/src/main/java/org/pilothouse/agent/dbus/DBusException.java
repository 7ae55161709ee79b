package org.pilothouse.agent.dbus;

import org.jspecify.annotations.Nullable;

/** A call failed: the other side refused it, did not answer in time, or the connection is gone. */
public final class DBusException extends Exception {
    private static final long serialVersionUID = 1L;

    public DBusException(String message) {
        super(message);
    }

    public DBusException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
