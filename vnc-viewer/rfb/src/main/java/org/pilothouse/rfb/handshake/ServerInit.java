package org.pilothouse.rfb.handshake;

import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbLimits;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.pixels.PixelFormat;
import org.pilothouse.rfb.wire.WireReader;
import org.pilothouse.rfb.wire.WireText;

/**
 * What the server says about its desktop (RFC 6143, 7.3.2).
 *
 * @param format as the server says it, sane or not
 * @param name without control characters
 */
public record ServerInit(int width, int height, PixelFormat format, String name) {
    /** Reads it. */
    public static ServerInit read(WireReader in, RfbLimits limits) throws RfbProtocolException, RfbConnectionException {
        int width = in.u16();
        int height = in.u16();
        PixelFormat format = PixelFormat.read(in);
        return new ServerInit(width, height, format, WireText.read(in, limits.maxTextBytes(), "desktop name"));
    }
}
