package org.pilothouse.rfb.decode;

import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.wire.WireReader;

/** CopyRect (RFC 6143, 7.7.2): pixels that we already have, from elsewhere. Source and destination may overlap. */
final class CopyRectDecoder implements RectDecoder {
    @Override
    public void decode(WireReader in, Framebuffer framebuffer, int x, int y, int width, int height)
            throws RfbProtocolException, RfbConnectionException {
        int fromX = in.u16();
        int fromY = in.u16();
        int stride = framebuffer.width();
        if (fromX + width > stride || fromY + height > framebuffer.height()) {
            throw new RfbProtocolException("CopyRect reads outside the desktop: " + width + "x" + height + " from "
                    + fromX + "," + fromY + ".");
        }
        int[] pixels = framebuffer.pixels();
        int step = y > fromY ? -1 : 1;
        int row = step > 0 ? 0 : height - 1;
        for (int i = 0; i < height; i++, row += step) {
            System.arraycopy(pixels, (fromY + row) * stride + fromX, pixels, (y + row) * stride + x, width);
        }
    }
}
