package org.pilothouse.rfb.decode;

import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbLimits;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.wire.WireReader;

/** ZRLE (RFC 6143, 7.7.6): tiles of 64x64 in one zlib stream for the whole connection. */
final class ZrleDecoder implements RectDecoder {
    private static final int TILE = 64;
    /** Small enough to stay in the second-level cache, large enough to make calls of the inflater rare. */
    private static final int WINDOW = 128 << 10;

    private final RfbLimits limits;
    private final ZlibStream zlib = new ZlibStream();
    private final TileDecoder tiles = new TileDecoder(false);
    private final byte[] window = new byte[WINDOW + TileDecoder.MAX_TILE_BYTES];
    private int position;
    private int limit;

    ZrleDecoder(RfbLimits limits) {
        this.limits = limits;
    }

    @Override
    public void decode(WireReader in, Framebuffer framebuffer, int x, int y, int width, int height)
            throws RfbProtocolException, RfbConnectionException {
        zlib.begin(in, CompressedLength.check(in.u32(), width, height, limits));
        position = 0;
        limit = 0;
        int stride = framebuffer.width();
        for (int top = 0; top < height; top += TILE) {
            int down = Math.min(TILE, height - top);
            for (int left = 0; left < width; left += TILE) {
                if (limit - position < TileDecoder.MAX_TILE_BYTES) {
                    refill();
                }
                int end = tiles.decode(
                        window,
                        position,
                        limit,
                        framebuffer.pixels(),
                        (y + top) * stride + x + left,
                        stride,
                        Math.min(TILE, width - left),
                        down);
                if (end == TileDecoder.INCOMPLETE) {
                    throw new RfbProtocolException("A ZRLE rectangle ends before its last tile.");
                }
                position = end;
            }
        }
        if (position != limit) {
            throw new RfbProtocolException("A ZRLE rectangle goes on after its last tile.");
        }
        zlib.end();
    }

    @Override
    public void close() {
        zlib.close();
    }

    /** Inflates until the longest tile is there, or the piece is used up. */
    private void refill() throws RfbProtocolException, RfbConnectionException {
        System.arraycopy(window, position, window, 0, limit - position);
        limit -= position;
        position = 0;
        while (limit < TileDecoder.MAX_TILE_BYTES) {
            int count = zlib.read(window, limit, WINDOW - limit);
            if (count == 0) {
                return;
            }
            limit += count;
        }
    }
}
