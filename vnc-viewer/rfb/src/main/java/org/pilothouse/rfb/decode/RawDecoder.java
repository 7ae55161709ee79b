package org.pilothouse.rfb.decode;

import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.pixels.PixelCodec;
import org.pilothouse.rfb.wire.WireReader;

/** Raw (RFC 6143, 7.7.1): pixels, row by row. */
final class RawDecoder implements RectDecoder {
    private final PixelCodec codec;

    RawDecoder(PixelCodec codec) {
        this.codec = codec;
    }

    @Override
    public void decode(WireReader in, Framebuffer framebuffer, int x, int y, int width, int height)
            throws RfbConnectionException {
        int[] pixels = framebuffer.pixels();
        int stride = framebuffer.width();
        int size = codec.size();
        int column = 0;
        int row = 0;
        while (row < height) {
            in.need(size);
            int available = in.buffered() / size;
            while (available > 0 && row < height) {
                int part = Math.min(available, width - column);
                codec.copy(in.array(), in.position(), pixels, (y + row) * stride + x + column, part);
                in.consume(size * part);
                available -= part;
                column += part;
                if (column == width) {
                    column = 0;
                    row++;
                }
            }
        }
    }
}
