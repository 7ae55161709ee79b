package org.pilothouse.rfb.decode;

import java.util.Arrays;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.wire.WireReader;

/** Turns the filtered rows of a Tight rectangle into pixels. Its pixels are red, green, blue. */
final class TightFilter {
    private static final int COPY = 0;
    private static final int PALETTE = 1;
    private static final int GRADIENT = 2;
    private static final int MAX_PALETTE = 256;
    /** A pixel of three bytes is loaded as four. */
    static final int SLACK = 8;

    private final int[] palette = new int[MAX_PALETTE];
    private final int[] above = new int[2048 + 1];
    private int kind;
    private int width;
    private int paletteSize;

    /** Reads which filter a rectangle uses, and its palette. */
    void begin(WireReader in, boolean explicit, int rectWidth) throws RfbProtocolException, RfbConnectionException {
        width = rectWidth;
        kind = explicit ? in.u8() : COPY;
        switch (kind) {
            case COPY -> {}
            case PALETTE -> readPalette(in);
            case GRADIENT -> Arrays.fill(above, 0, width + 1, 0);
            default -> throw new RfbProtocolException("There is no Tight filter " + kind + ".");
        }
    }

    int rowBytes() {
        if (kind == PALETTE) {
            return paletteSize <= 2 ? (width + 7) / 8 : width;
        }
        return 3 * width;
    }

    /** Filters whole rows; a few bytes behind them may be loaded too. */
    void rows(byte[] from, int start, int[] to, int origin, int stride, int count) throws RfbProtocolException {
        int at = start;
        int offset = origin;
        int rowBytes = rowBytes();
        for (int row = 0; row < count; row++, at += rowBytes, offset += stride) {
            if (kind == COPY) {
                Pixels.copyRgb(from, at, to, offset, width);
            } else if (kind == GRADIENT) {
                gradient(from, at, to, offset);
            } else if (paletteSize <= 2) {
                twoColours(from, at, to, offset);
            } else {
                colours(from, at, to, offset);
            }
        }
    }

    private void readPalette(WireReader in) throws RfbConnectionException {
        paletteSize = in.u8() + 1;
        in.need(3 * paletteSize);
        Pixels.copyRgb(in.array(), in.position(), palette, 0, paletteSize);
        in.consume(3 * paletteSize);
        // What a palette does not have is transparent, which no pixel may be.
        Arrays.fill(palette, paletteSize, MAX_PALETTE, 0);
    }

    private void twoColours(byte[] from, int start, int[] to, int offset) throws RfbProtocolException {
        int zero = palette[0];
        int one = palette[1];
        int at = start;
        int all = Pixels.OPAQUE;
        for (int column = 0; column < width; ) {
            int bits = from[at++];
            int stop = Math.min(width, column + 8);
            for (int shift = 7; column < stop; shift--, column++) {
                int pixel = ((bits >> shift) & 1) == 0 ? zero : one;
                all &= pixel;
                to[offset + column] = pixel;
            }
        }
        requireOpaque(all);
    }

    private void colours(byte[] from, int start, int[] to, int offset) throws RfbProtocolException {
        int all = Pixels.OPAQUE;
        for (int column = 0; column < width; column++) {
            int pixel = palette[from[start + column] & 0xFF];
            all &= pixel;
            to[offset + column] = pixel;
        }
        requireOpaque(all);
    }

    private static void requireOpaque(int all) throws RfbProtocolException {
        if (all >>> 24 != 0xFF) {
            throw new RfbProtocolException("A Tight rectangle uses a colour that its palette does not have.");
        }
    }

    /** Each channel is what it differs by from left + above - above left, cut to a byte. {@code above} is shifted by one pixel. */
    private void gradient(byte[] from, int start, int[] to, int offset) {
        int at = start;
        int red = 0;
        int green = 0;
        int blue = 0;
        int aboveLeft = 0;
        for (int column = 0; column < width; column++) {
            int up = above[column + 1];
            red = (from[at] + predict(red, (up >> 16) & 0xFF, (aboveLeft >> 16) & 0xFF)) & 0xFF;
            green = (from[at + 1] + predict(green, (up >> 8) & 0xFF, (aboveLeft >> 8) & 0xFF)) & 0xFF;
            blue = (from[at + 2] + predict(blue, up & 0xFF, aboveLeft & 0xFF)) & 0xFF;
            at += 3;
            int pixel = Pixels.OPAQUE | (red << 16) | (green << 8) | blue;
            to[offset + column] = pixel;
            above[column + 1] = pixel;
            aboveLeft = up;
        }
    }

    private static int predict(int left, int up, int aboveLeft) {
        return Math.clamp((long) left + up - aboveLeft, 0, 255);
    }
}
