package org.pilothouse.rfb.fuzz;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import org.pilothouse.rfb.Encoding;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbLimits;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.decode.Decoders;
import org.pilothouse.rfb.decode.NativeCode;
import org.pilothouse.rfb.decode.RectDecoder;
import org.pilothouse.rfb.pixels.PixelFormat;
import org.pilothouse.rfb.pixels.WirePixels;
import org.pilothouse.rfb.wire.WireReader;

/**
 * A few rectangles of one encoding, each after a byte for its width and one for its height. Nothing may be painted outside, and what is
 * taken has to be opaque.
 */
final class DecoderTarget {
    static final int MOST_SIDE = 72;
    private static final int MARGIN = 8;
    private static final int SIDE = MOST_SIDE + 2 * MARGIN;
    private static final int UNTOUCHED = 0xFF123456;
    private static final int MOST_RECTANGLES = 6;

    private DecoderTarget() {}

    static void run(Encoding encoding, byte[] data) throws RfbProtocolException, RfbConnectionException {
        WireReader in = new WireReader(new ByteArrayInputStream(data));
        Framebuffer framebuffer = new Framebuffer(SIDE, SIDE);
        Decoders decoders = new Decoders(new WirePixels(format(data)), RfbLimits.DEFAULT, NativeCode.NONE);
        try {
            RectDecoder decoder = decoders.of(encoding);
            for (int i = 0; i < MOST_RECTANGLES; i++) {
                int width = in.u8() % (MOST_SIDE + 1);
                int height = in.u8() % (MOST_SIDE + 1);
                Arrays.fill(framebuffer.pixels(), UNTOUCHED);
                boolean taken = false;
                try {
                    decoder.decode(in, framebuffer, MARGIN, MARGIN, width, height);
                    taken = true;
                } finally {
                    check(framebuffer, width, height, taken);
                }
            }
        } finally {
            decoders.close();
        }
    }

    /** The usual one, except where the input's last byte says otherwise. */
    private static PixelFormat format(byte[] data) {
        return switch (data.length == 0 ? 0 : data[data.length - 1]) {
            case 'h' -> PixelFormat.HIGH_COLOUR;
            case 'l' -> PixelFormat.LOW_COLOUR;
            default -> PixelFormat.TRUE_COLOUR;
        };
    }

    private static void check(Framebuffer framebuffer, int width, int height, boolean taken) {
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int pixel = framebuffer.pixel(x, y);
                boolean inside = x >= MARGIN && x < MARGIN + width && y >= MARGIN && y < MARGIN + height;
                if (inside ? taken && pixel >>> 24 != 0xFF : pixel != UNTOUCHED) {
                    throw new AssertionError("a rectangle of " + width + "x" + height + " painted "
                            + Integer.toHexString(pixel) + " at " + (x - MARGIN) + "," + (y - MARGIN));
                }
            }
        }
    }
}
