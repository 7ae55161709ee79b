package org.pilothouse.rfb;

import java.io.IOException;

/** Opens the way to a server. Called once, on the session's thread; it is interrupted when the session is closed meanwhile. */
@FunctionalInterface
public interface RfbDialer {
    RfbTransport dial() throws IOException;
}
