package org.pilothouse.rfb.session;

import org.pilothouse.rfb.Encoding;
import org.pilothouse.rfb.RemoteCursor;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbLimits;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.pixels.PixelCodec;
import org.pilothouse.rfb.pixels.WirePixels;
import org.pilothouse.rfb.wire.WireReader;

/** Reads pointer shapes. */
final class CursorReader {
    private static final int OPAQUE = 0xFF000000;

    private final WireReader in;
    private final PixelCodec codec;
    private final RfbLimits limits;

    CursorReader(WireReader in, WirePixels pixels, RfbLimits limits) {
        this.in = in;
        this.codec = pixels.pixel();
        this.limits = limits;
    }

    /** The Cursor pseudo-encoding (RFC 6143, 7.8.1): pixels, then a bit for each that is to be seen. */
    RemoteCursor read(int hotX, int hotY, int width, int height) throws RfbProtocolException, RfbConnectionException {
        checkSize(width, height);
        int[] colours = colours(width * height);
        byte[] mask = bitmap(width, height);
        int[] pixels = new int[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean seen = bit(mask, width, x, y);
                int at = y * width + x;
                pixels[at] = seen ? colours[at] : 0;
            }
        }
        return cursor(width, height, hotX, hotY, pixels);
    }

    /** CursorWithAlpha: red, green, blue, already multiplied by the alpha that follows. Servers only send it raw. */
    RemoteCursor readWithAlpha(int hotX, int hotY, int width, int height)
            throws RfbProtocolException, RfbConnectionException {
        checkSize(width, height);
        int encoding = in.s32();
        if (encoding != Encoding.RAW.number()) {
            throw new RfbProtocolException(
                    "The server's pointer comes in encoding " + encoding + ", which is not understood.");
        }
        int[] pixels = new int[width * height];
        for (int i = 0; i < pixels.length; i++) {
            int rgba = in.s32();
            pixels[i] = multiplied(rgba);
        }
        return cursor(width, height, hotX, hotY, pixels);
    }

    /** XCursor: two colours, a bit for each pixel that chooses one, and one that shows it. */
    RemoteCursor readTwoColours(int hotX, int hotY, int width, int height)
            throws RfbProtocolException, RfbConnectionException {
        checkSize(width, height);
        int[] pixels = new int[width * height];
        if (pixels.length == 0) {
            return cursor(width, height, hotX, hotY, pixels);
        }
        int one = OPAQUE | rgb();
        int zero = OPAQUE | rgb();
        byte[] shape = bitmap(width, height);
        byte[] mask = bitmap(width, height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (bit(mask, width, x, y)) {
                    pixels[y * width + x] = bit(shape, width, x, y) ? one : zero;
                }
            }
        }
        return cursor(width, height, hotX, hotY, pixels);
    }

    /** VMware's: masks to be combined with the screen, or red, green, blue, alpha that are not multiplied. */
    RemoteCursor readVmware(int hotX, int hotY, int width, int height)
            throws RfbProtocolException, RfbConnectionException {
        checkSize(width, height);
        int type = in.u8();
        in.skip(1);
        int[] pixels = new int[width * height];
        if (type == 0) {
            int[] and = colours(pixels.length);
            int[] xor = colours(pixels.length);
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = masked(and[i], xor[i]);
            }
        } else if (type == 1) {
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = multiply(in.s32());
            }
        } else {
            throw new RfbProtocolException("There is no VMware pointer of type " + type + ".");
        }
        return cursor(width, height, hotX, hotY, pixels);
    }

    /** A cursor image cannot invert what is below it; black is what it most often means. */
    private static int masked(int and, int xor) {
        if (and == OPAQUE) {
            return xor;
        }
        return xor == OPAQUE ? 0 : OPAQUE;
    }

    /** From RGBA that is multiplied; no channel can exceed the alpha. */
    private static int multiplied(int rgba) {
        int alpha = rgba & 0xFF;
        int red = Math.min(alpha, rgba >>> 24);
        int green = Math.min(alpha, (rgba >> 16) & 0xFF);
        int blue = Math.min(alpha, (rgba >> 8) & 0xFF);
        return (alpha << 24) | (red << 16) | (green << 8) | blue;
    }

    private static int multiply(int rgba) {
        int alpha = rgba & 0xFF;
        int red = ((rgba >>> 24) * alpha + 127) / 255;
        int green = (((rgba >> 16) & 0xFF) * alpha + 127) / 255;
        int blue = (((rgba >> 8) & 0xFF) * alpha + 127) / 255;
        return (alpha << 24) | (red << 16) | (green << 8) | blue;
    }

    /** Pixels of the session's format. */
    private int[] colours(int count) throws RfbConnectionException {
        byte[] bytes = new byte[count * codec.size()];
        in.readFully(bytes, 0, bytes.length);
        int[] colours = new int[count];
        codec.copy(bytes, 0, colours, 0, count);
        return colours;
    }

    private int rgb() throws RfbConnectionException {
        return (in.u8() << 16) | (in.u8() << 8) | in.u8();
    }

    private byte[] bitmap(int width, int height) throws RfbConnectionException {
        byte[] bits = new byte[(width + 7) / 8 * height];
        in.readFully(bits, 0, bits.length);
        return bits;
    }

    private static boolean bit(byte[] bitmap, int width, int x, int y) {
        return (bitmap[(width + 7) / 8 * y + x / 8] & (0x80 >> (x % 8))) != 0;
    }

    private static RemoteCursor cursor(int width, int height, int hotX, int hotY, int[] pixels) {
        // Some servers put the hot spot outside; it is only a place to draw at, so it is moved inside.
        int x = Math.min(hotX, Math.max(0, width - 1));
        int y = Math.min(hotY, Math.max(0, height - 1));
        return new RemoteCursor(width, height, x, y, pixels);
    }

    private void checkSize(int width, int height) throws RfbProtocolException {
        if (width > limits.maxCursorSide() || height > limits.maxCursorSide()) {
            throw new RfbProtocolException("The server's pointer is " + width + "x" + height + "; at most "
                    + limits.maxCursorSide() + " pixels a side are accepted.");
        }
    }
}
