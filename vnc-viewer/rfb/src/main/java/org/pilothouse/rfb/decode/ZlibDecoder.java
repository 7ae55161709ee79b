package org.pilothouse.rfb.decode;

import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbLimits;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.pixels.PixelCodec;
import org.pilothouse.rfb.wire.WireReader;

/** Zlib: raw pixels in one zlib stream for the whole connection. */
final class ZlibDecoder implements RectDecoder {
    private final PixelCodec codec;
    private final RfbLimits limits;
    private final ZlibStream zlib = new ZlibStream(0);

    ZlibDecoder(PixelCodec codec, RfbLimits limits) {
        this.codec = codec;
        this.limits = limits;
    }

    @Override
    public void decode(WireReader in, Framebuffer framebuffer, int x, int y, int width, int height)
            throws RfbProtocolException, RfbConnectionException {
        zlib.begin(in, CompressedLength.check(in.u32(), width, height, limits));
        int[] pixels = framebuffer.pixels();
        int stride = framebuffer.width();
        int size = codec.size();
        int most = ZlibStream.MOST / size;
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; ) {
                int part = Math.min(most, width - column);
                int from = zlib.require(size * part);
                codec.copy(zlib.array(), from, pixels, (y + row) * stride + x + column, part);
                zlib.consume(size * part);
                column += part;
            }
        }
        zlib.end();
    }
}
