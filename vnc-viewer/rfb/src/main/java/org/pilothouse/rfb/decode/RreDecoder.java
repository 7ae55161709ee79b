package org.pilothouse.rfb.decode;

import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.pixels.PixelCodec;
import org.pilothouse.rfb.wire.WireReader;

/** RRE (RFC 6143, 7.7.3) and CoRRE, its form with coordinates of one byte: a background and rectangles on it. */
final class RreDecoder implements RectDecoder {
    /** Encoders hardly overlap their rectangles; who paints the same place this often only wants to keep us busy. */
    private static final int MOST_OVERLAP = 64;

    private final PixelCodec codec;
    private final boolean compact;

    RreDecoder(PixelCodec codec, boolean compact) {
        this.codec = codec;
        this.compact = compact;
    }

    @Override
    public void decode(WireReader in, Framebuffer framebuffer, int x, int y, int width, int height)
            throws RfbProtocolException, RfbConnectionException {
        long count = in.u32();
        if (count > (long) width * height) {
            throw new RfbProtocolException(
                    "RRE announces " + count + " rectangles in " + width + "x" + height + " pixels.");
        }
        int[] pixels = framebuffer.pixels();
        int stride = framebuffer.width();
        int origin = y * stride + x;
        Pixels.fill(pixels, origin, stride, width, height, pixel(in));
        long work = (long) MOST_OVERLAP * width * height;
        for (long i = 0; i < count; i++) {
            int pixel = pixel(in);
            int left = coordinate(in);
            int top = coordinate(in);
            int across = coordinate(in);
            int down = coordinate(in);
            if (left + across > width || top + down > height) {
                throw new RfbProtocolException("An RRE rectangle lies outside its update rectangle.");
            }
            work -= (long) across * down;
            if (work < 0) {
                throw new RfbProtocolException("RRE rectangles paint the same pixels too often.");
            }
            Pixels.fill(pixels, origin + top * stride + left, stride, across, down, pixel);
        }
    }

    private int pixel(WireReader in) throws RfbConnectionException {
        in.need(codec.size());
        int pixel = codec.load(in.array(), in.position());
        in.consume(codec.size());
        return pixel;
    }

    private int coordinate(WireReader in) throws RfbConnectionException {
        return compact ? in.u8() : in.u16();
    }
}
