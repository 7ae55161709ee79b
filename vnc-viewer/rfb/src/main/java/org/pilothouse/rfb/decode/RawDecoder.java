package org.pilothouse.rfb.decode;

import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.wire.WireReader;

/** Raw (RFC 6143, 7.7.1): pixels, row by row. */
final class RawDecoder implements RectDecoder {
    @Override
    public void decode(WireReader in, Framebuffer framebuffer, int x, int y, int width, int height)
            throws RfbConnectionException {
        int[] pixels = framebuffer.pixels();
        int stride = framebuffer.width();
        int column = 0;
        int row = 0;
        while (row < height) {
            in.need(4);
            int available = in.buffered() / 4;
            while (available > 0 && row < height) {
                int part = Math.min(available, width - column);
                Pixels.copy32(in.array(), in.position(), pixels, (y + row) * stride + x + column, part);
                in.consume(4 * part);
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
