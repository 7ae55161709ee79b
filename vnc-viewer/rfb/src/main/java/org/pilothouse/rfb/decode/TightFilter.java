package org.pilothouse.rfb.decode;

import java.util.Arrays;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.pixels.PixelCodec;
import org.pilothouse.rfb.pixels.WirePixels;
import org.pilothouse.rfb.wire.WireReader;

/** Turns the filtered rows of a Tight rectangle into pixels. */
final class TightFilter {
    private static final int COPY = 0;
    private static final int PALETTE = 1;
    private static final int GRADIENT = 2;
    private static final int MAX_PALETTE = 256;
    /** A pixel of three bytes is loaded as four. */
    static final int SLACK = 8;

    private final int[] palette = new int[MAX_PALETTE];
    private final PixelCodec codec;
    private final int pixelSize;
    private final TightGradient gradient;
    private int kind;
    private int width;
    private int paletteSize;

    TightFilter(WirePixels pixels) {
        this.codec = pixels.tightPixel();
        this.pixelSize = codec.size();
        this.gradient = TightGradient.of(pixels);
    }

    /** Reads which filter a rectangle uses, and its palette. */
    void begin(WireReader in, boolean explicit, int rectWidth) throws RfbProtocolException, RfbConnectionException {
        width = rectWidth;
        kind = explicit ? in.u8() : COPY;
        switch (kind) {
            case COPY -> {}
            case PALETTE -> readPalette(in);
            case GRADIENT -> gradient.begin(width);
            default -> throw new RfbProtocolException("There is no Tight filter " + kind + ".");
        }
    }

    int rowBytes() {
        if (kind == PALETTE) {
            return paletteSize <= 2 ? (width + 7) / 8 : width;
        }
        return pixelSize * width;
    }

    /** Filters whole rows; a few bytes behind them may be loaded too. */
    void rows(byte[] from, int start, int[] to, int origin, int stride, int count) throws RfbProtocolException {
        int at = start;
        int offset = origin;
        int rowBytes = rowBytes();
        for (int row = 0; row < count; row++, at += rowBytes, offset += stride) {
            if (kind == COPY) {
                codec.copy(from, at, to, offset, width);
            } else if (kind == GRADIENT) {
                gradient.row(from, at, to, offset);
            } else if (paletteSize <= 2) {
                twoColours(from, at, to, offset);
            } else {
                colours(from, at, to, offset);
            }
        }
    }

    private void readPalette(WireReader in) throws RfbConnectionException {
        paletteSize = in.u8() + 1;
        in.need(pixelSize * paletteSize);
        codec.copy(in.array(), in.position(), palette, 0, paletteSize);
        in.consume(pixelSize * paletteSize);
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
}
