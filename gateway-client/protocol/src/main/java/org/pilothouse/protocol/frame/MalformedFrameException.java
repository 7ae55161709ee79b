package org.pilothouse.protocol.frame;

import org.jspecify.annotations.Nullable;

/** A message was not a frame; the connection that it came on is closed with 4003. */
public final class MalformedFrameException extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedFrameException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
