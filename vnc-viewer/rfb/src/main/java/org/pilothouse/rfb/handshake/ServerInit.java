package org.pilothouse.rfb.handshake;

import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbLimits;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.wire.WireReader;
import org.pilothouse.rfb.wire.WireText;

/**
 * What the server says about its desktop (RFC 6143, 7.3.2).
 *
 * @param name without control characters
 */
public record ServerInit(int width, int height, String name) {
    private static final int PIXEL_FORMAT_LENGTH = 16;

    /** Reads it. The server's pixel format is skipped unread: we always set our own, so a hostile one can do nothing. */
    public static ServerInit read(WireReader in, RfbLimits limits) throws RfbProtocolException, RfbConnectionException {
        int width = in.u16();
        int height = in.u16();
        in.skip(PIXEL_FORMAT_LENGTH);
        return new ServerInit(width, height, WireText.read(in, limits.maxTextBytes(), "desktop name"));
    }
}
