package org.pilothouse.rfb.decode;

import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.wire.WireReader;

/**
 * Decodes rectangles of one encoding. A decoder consumes exactly its bytes or throws, and writes only inside its rectangle, which the
 * caller has checked to lie inside the framebuffer. It may be empty: then it has a head and no pixels. It keeps state between rectangles and dies with the session.
 */
public interface RectDecoder {
    void decode(WireReader in, Framebuffer framebuffer, int x, int y, int width, int height)
            throws RfbProtocolException, RfbConnectionException;

    /** Frees what is held outside the heap; not to be used afterwards. */
    default void close() {}

    /** Whether the last rectangle's pixels may differ from those on the server. */
    default boolean wasLossy() {
        return false;
    }
}
