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
        int stride = framebuffer.width();
        if (width == 0 || height == 0) {
            return;
        }
        if (width == stride) {
            // Whole rows follow each other in the picture as on the wire: the fewer pieces, the faster.
            rows(in, framebuffer.pixels(), y * stride, stride * height, stride * height, 1);
        } else {
            rows(in, framebuffer.pixels(), y * stride + x, stride, width, height);
        }
    }

    private void rows(WireReader in, int[] pixels, int origin, int stride, int width, int height)
            throws RfbConnectionException {
        int size = codec.size();
        int column = 0;
        int row = 0;
        while (row < height) {
            in.need(size);
            int available = in.buffered() / size;
            while (available > 0 && row < height) {
                int part = Math.min(available, width - column);
                codec.copy(in.array(), in.position(), pixels, origin + row * stride + column, part);
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
