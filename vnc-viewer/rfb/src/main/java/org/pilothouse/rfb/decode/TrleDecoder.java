package org.pilothouse.rfb.decode;

import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.pixels.PixelCodec;
import org.pilothouse.rfb.wire.WireReader;

/** TRLE (RFC 6143, 7.7.5): the tiles of ZRLE, 16x16 and without compression, which may use the palette of the tile before. */
final class TrleDecoder implements RectDecoder {
    private static final int TILE = 16;

    private final TileDecoder tiles;

    TrleDecoder(PixelCodec codec) {
        this.tiles = new TileDecoder(codec, true);
    }

    @Override
    public void decode(WireReader in, Framebuffer framebuffer, int x, int y, int width, int height)
            throws RfbProtocolException, RfbConnectionException {
        tiles.reset();
        int stride = framebuffer.width();
        for (int top = 0; top < height; top += TILE) {
            int down = Math.min(TILE, height - top);
            for (int left = 0; left < width; left += TILE) {
                int offset = (y + top) * stride + x + left;
                tile(in, framebuffer.pixels(), offset, stride, Math.min(TILE, width - left), down);
            }
        }
    }

    /** A tile does not say how long it is, so it is decoded from what is there, and again from more if that was too little. */
    private void tile(WireReader in, int[] pixels, int offset, int stride, int width, int height)
            throws RfbProtocolException, RfbConnectionException {
        int needed = 1;
        while (true) {
            in.need(needed);
            int start = in.position();
            int end = tiles.decode(in.array(), start, start + in.buffered(), pixels, offset, stride, width, height);
            if (end != TileDecoder.INCOMPLETE) {
                in.consume(end - start);
                return;
            }
            needed = in.buffered() + 1;
        }
    }
}
