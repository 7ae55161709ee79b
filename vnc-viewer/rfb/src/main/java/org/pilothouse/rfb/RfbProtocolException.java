package org.pilothouse.rfb;

import java.io.IOException;

/** The server sent something that RFB, or a limit of {@link RfbLimits}, forbids. The session cannot go on. */
public final class RfbProtocolException extends IOException {
    private static final long serialVersionUID = 1L;

    public RfbProtocolException(String message) {
        super(message);
    }

    public RfbProtocolException(String message, Throwable cause) {
        super(message, cause);
    }
}
