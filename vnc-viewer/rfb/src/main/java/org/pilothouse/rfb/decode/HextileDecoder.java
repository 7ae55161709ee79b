package org.pilothouse.rfb.decode;

import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.pixels.PixelCodec;
import org.pilothouse.rfb.wire.WireReader;

/** Hextile (RFC 6143, 7.7.4): tiles of 16x16, each raw, or a background with rectangles on it. */
final class HextileDecoder implements RectDecoder {
    private static final int TILE = 16;
    private static final int RAW = 1;
    private static final int BACKGROUND = 2;
    private static final int FOREGROUND = 4;
    private static final int ANY_RECTS = 8;
    private static final int COLOURED = 16;

    /** Colours carry over from tile to tile within a rectangle; a first tile without them gets black, as other viewers do. */
    private int background;

    private int foreground;
    private final PixelCodec codec;
    private final int pixelSize;

    HextileDecoder(PixelCodec codec) {
        this.codec = codec;
        this.pixelSize = codec.size();
    }

    @Override
    public void decode(WireReader in, Framebuffer framebuffer, int x, int y, int width, int height)
            throws RfbProtocolException, RfbConnectionException {
        background = Pixels.OPAQUE;
        foreground = Pixels.OPAQUE;
        for (int top = 0; top < height; top += TILE) {
            int down = Math.min(TILE, height - top);
            for (int left = 0; left < width; left += TILE) {
                tile(in, framebuffer, x + left, y + top, Math.min(TILE, width - left), down);
            }
        }
    }

    private void tile(WireReader in, Framebuffer framebuffer, int x, int y, int width, int height)
            throws RfbProtocolException, RfbConnectionException {
        int[] pixels = framebuffer.pixels();
        int stride = framebuffer.width();
        int origin = y * stride + x;
        int flags = in.u8();
        if ((flags & RAW) != 0) {
            in.need(pixelSize * width * height);
            int from = in.position();
            for (int row = 0; row < height; row++, from += pixelSize * width) {
                codec.copy(in.array(), from, pixels, origin + row * stride, width);
            }
            in.consume(pixelSize * width * height);
            return;
        }
        int head = ((flags & BACKGROUND) != 0 ? pixelSize : 0)
                + ((flags & FOREGROUND) != 0 ? pixelSize : 0)
                + ((flags & ANY_RECTS) != 0 ? 1 : 0);
        in.need(head);
        byte[] bytes = in.array();
        int at = in.position();
        if ((flags & BACKGROUND) != 0) {
            background = codec.load(bytes, at);
            at += pixelSize;
        }
        if ((flags & FOREGROUND) != 0) {
            foreground = codec.load(bytes, at);
            at += pixelSize;
        }
        int count = (flags & ANY_RECTS) != 0 ? bytes[at] & 0xFF : 0;
        in.consume(head);
        Pixels.fill(pixels, origin, stride, width, height, background);
        if (count > 0) {
            rects(in, pixels, origin, stride, width, height, count, (flags & COLOURED) != 0);
        }
    }

    private void rects(
            WireReader in, int[] pixels, int origin, int stride, int width, int height, int count, boolean coloured)
            throws RfbProtocolException, RfbConnectionException {
        int size = coloured ? pixelSize + 2 : 2;
        in.need(size * count);
        byte[] bytes = in.array();
        int at = in.position();
        for (int i = 0; i < count; i++) {
            int pixel = foreground;
            if (coloured) {
                pixel = codec.load(bytes, at);
                at += pixelSize;
            }
            int place = bytes[at++];
            int extent = bytes[at++];
            int left = place >> 4 & 15;
            int top = place & 15;
            int across = (extent >> 4 & 15) + 1;
            int down = (extent & 15) + 1;
            if (left + across > width || top + down > height) {
                throw new RfbProtocolException("A Hextile rectangle lies outside its tile.");
            }
            int to = origin + top * stride + left;
            for (int row = 0; row < down; row++, to += stride) {
                for (int column = 0; column < across; column++) {
                    pixels[to + column] = pixel;
                }
            }
        }
        in.consume(size * count);
    }
}
