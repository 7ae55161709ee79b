package org.pilothouse.rfb;

import java.io.IOException;

/** The connection could not be made, was refused, or was lost. */
public final class RfbConnectionException extends IOException {
    private static final long serialVersionUID = 1L;

    private final CloseReason.Kind kind;

    public RfbConnectionException(CloseReason.Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public RfbConnectionException(CloseReason.Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What ended the connection, to decide whether another attempt makes sense. */
    public CloseReason.Kind kind() {
        return kind;
    }
}
