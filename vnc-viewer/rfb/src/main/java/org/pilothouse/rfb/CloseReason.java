package org.pilothouse.rfb;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Why a session ended.
 *
 * @param kind what ended it
 * @param message one sentence for a person; text from the server in it is stripped of control characters
 * @param cause an {@link RfbProtocolException} or {@link RfbConnectionException}; null when we closed it ourselves
 */
public record CloseReason(
        Kind kind, String message, @Nullable IOException cause) {
    /** What ended a session. */
    public enum Kind {
        /** {@link RfbSession#close()} was called. */
        LOCAL(false),
        /** The server closed the connection. */
        SERVER(true),
        /** No connection, a connection that broke, or a server that stopped answering. */
        CONNECTION(true),
        /** The server refused the password, or offers no security type that is allowed here. */
        SECURITY(false),
        /** The server sent what RFB or our limits forbid. */
        PROTOCOL(false),
        /** The application's listener, or the engine itself, failed. */
        INTERNAL(false);

        private final boolean worthRetrying;

        Kind(boolean worthRetrying) {
            this.worthRetrying = worthRetrying;
        }

        /** True where the same attempt may succeed later. */
        public boolean worthRetrying() {
            return worthRetrying;
        }
    }

    /** The reason of a session that was closed by {@link RfbSession#close()}. */
    public static CloseReason local() {
        return new CloseReason(Kind.LOCAL, "The session was closed.", null);
    }
}
