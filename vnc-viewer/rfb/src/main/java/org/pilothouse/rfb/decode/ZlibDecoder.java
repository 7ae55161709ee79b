package org.pilothouse.rfb.decode;

import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbLimits;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.wire.WireReader;

/** Zlib: raw pixels in one zlib stream for the whole connection. */
final class ZlibDecoder implements RectDecoder {
    private static final int PIXEL_BYTES = 4;

    private final RfbLimits limits;
    private final ZlibStream zlib = new ZlibStream(0);

    ZlibDecoder(RfbLimits limits) {
        this.limits = limits;
    }

    @Override
    public void decode(WireReader in, Framebuffer framebuffer, int x, int y, int width, int height)
            throws RfbProtocolException, RfbConnectionException {
        zlib.begin(in, CompressedLength.check(in.u32(), width, height, limits));
        int[] pixels = framebuffer.pixels();
        int stride = framebuffer.width();
        int most = ZlibStream.MOST / PIXEL_BYTES;
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; ) {
                int part = Math.min(most, width - column);
                int from = zlib.require(PIXEL_BYTES * part);
                Pixels.copy32(zlib.array(), from, pixels, (y + row) * stride + x + column, part);
                zlib.consume(PIXEL_BYTES * part);
                column += part;
            }
        }
        zlib.end();
    }
}
