package org.pilothouse.rfb.decode;

import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbLimits;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.pixels.PixelCodec;
import org.pilothouse.rfb.wire.WireReader;

/** ZRLE (RFC 6143, 7.7.6): tiles of 64x64 in one zlib stream for the whole connection. */
final class ZrleDecoder implements RectDecoder {
    private static final int TILE = 64;

    private final RfbLimits limits;
    private final ZlibStream zlib = new ZlibStream(TileDecoder.MAX_TILE_BYTES);
    private final TileDecoder tiles;

    ZrleDecoder(PixelCodec codec, RfbLimits limits) {
        this.tiles = new TileDecoder(codec, false);
        this.limits = limits;
    }

    @Override
    public void decode(WireReader in, Framebuffer framebuffer, int x, int y, int width, int height)
            throws RfbProtocolException, RfbConnectionException {
        zlib.begin(in, CompressedLength.check(in.u32(), width, height, limits));
        int stride = framebuffer.width();
        for (int top = 0; top < height; top += TILE) {
            int down = Math.min(TILE, height - top);
            for (int left = 0; left < width; left += TILE) {
                tile(framebuffer.pixels(), (y + top) * stride + x + left, stride, Math.min(TILE, width - left), down);
            }
        }
        if (zlib.position() != zlib.limit()) {
            throw new RfbProtocolException("A ZRLE rectangle goes on after its last tile.");
        }
        zlib.end();
    }

    private void tile(int[] pixels, int offset, int stride, int width, int height)
            throws RfbProtocolException, RfbConnectionException {
        boolean whole = zlib.has(TileDecoder.MAX_TILE_BYTES);
        int start = zlib.position();
        int end = tiles.decode(zlib.array(), start, zlib.limit(), pixels, offset, stride, width, height);
        if (end == TileDecoder.INCOMPLETE) {
            throw new RfbProtocolException(
                    whole ? "A ZRLE tile is longer than any can be." : "A ZRLE rectangle ends before its last tile.");
        }
        zlib.consume(end - start);
    }
}
