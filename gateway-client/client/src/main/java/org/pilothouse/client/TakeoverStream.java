package org.pilothouse.client;

import java.io.InputStream;
import java.io.OutputStream;

/** A pair of byte streams that carry RFB, to be handed to a viewer engine. Closing either side ends both. */
public interface TakeoverStream extends AutoCloseable {
    InputStream input();

    OutputStream output();

    /** Ends the connection; a blocked read returns end-of-stream. Never blocks for long. */
    @Override
    void close();
}
