package org.pilothouse.rfb.jpeg;

import java.util.Arrays;

/**
 * Makes pixels of rows of samples: brings the colours to full size and converts them. Triangle filter ("fancy up-sampling") and integer
 * conversion are those of libjpeg, to the bit.
 */
final class RowWriter {
    private static final int OPAQUE = 0xFF000000;
    private static final int FIX_1_40200 = 91881;
    private static final int FIX_1_77200 = 116130;
    private static final int FIX_0_71414 = 46802;
    private static final int FIX_0_34414 = 22554;
    private static final int HALF = 1 << 15;
    /** Samples are kept this much below their value, so that they fit a byte with its sign. */
    private static final int CENTRE = 128;
    /** Narrower colours are only doubled. */
    private static final int LEAST_FANCY = 3;

    private byte[] blueRow = new byte[0];
    private byte[] redRow = new byte[0];
    private int[] sums = new int[0];
    private int[] lights = new int[0];
    private int[] blues = new int[0];
    private int[] reds = new int[0];

    void begin(int imageWidth) {
        int needed = imageWidth + 2;
        if (blueRow.length < needed) {
            blueRow = new byte[needed];
            redRow = new byte[needed];
            sums = new int[needed];
            lights = new int[needed];
            blues = new int[needed];
            reds = new int[needed];
        }
    }

    /** A row of a grey image. */
    static void grey(Component y, int row, int[] to, int offset, int width) {
        byte[] samples = y.samples();
        int at = y.rowOffset(row);
        for (int x = 0; x < width; x++) {
            to[offset + x] = OPAQUE | (samples[at + x] + CENTRE) * 0x010101;
        }
    }

    /** A row of a colour image. */
    void colour(Component y, Component blue, Component red, int row, int[] to, int offset, int width) {
        if (y.across == 1 && y.down == 1) {
            convert(
                    y.samples(),
                    y.rowOffset(row),
                    blue.samples(),
                    blue.rowOffset(row),
                    red.samples(),
                    red.rowOffset(row),
                    to,
                    offset,
                    width);
            return;
        }
        expand(blue, y.across, y.down, row, blueRow);
        expand(red, y.across, y.down, row, redRow);
        convert(y.samples(), y.rowOffset(row), blueRow, 0, redRow, 0, to, offset, width);
    }

    private void expand(Component colour, int across, int down, int row, byte[] to) {
        byte[] samples = colour.samples();
        int current = row / down;
        int at = colour.rowOffset(current);
        if (down == 1) {
            doubleWidth(samples, at, colour.width, to);
            return;
        }
        if (across == 2 && colour.width < LEAST_FANCY) {
            repeat(samples, at, colour.width, to);
            return;
        }
        boolean upper = row % 2 == 0;
        int near = Math.clamp(upper ? current - 1 : current + 1, 0, colour.height - 1);
        int nearAt = colour.rowOffset(near);
        if (across == 1) {
            int bias = upper ? 1 : 2;
            for (int x = 0; x < colour.width; x++) {
                to[x] = (byte) ((samples[at + x] * 3 + samples[nearAt + x] + bias) >> 2);
            }
            return;
        }
        for (int x = 0; x < colour.width; x++) {
            sums[x] = samples[at + x] * 3 + samples[nearAt + x];
        }
        doubleSums(colour.width, to);
    }

    /** Horizontally: three quarters of the nearer sample, one quarter of the next. */
    private static void doubleWidth(byte[] from, int at, int width, byte[] to) {
        if (width < LEAST_FANCY) {
            repeat(from, at, width, to);
            return;
        }
        int last = width - 1;
        to[0] = from[at];
        to[1] = (byte) ((from[at] * 3 + from[at + 1] + 2) >> 2);
        for (int x = 1; x < last; x++) {
            int three = from[at + x] * 3;
            to[2 * x] = (byte) ((three + from[at + x - 1] + 1) >> 2);
            to[2 * x + 1] = (byte) ((three + from[at + x + 1] + 2) >> 2);
        }
        to[2 * last] = (byte) ((from[at + last] * 3 + from[at + last - 1] + 1) >> 2);
        to[2 * last + 1] = from[at + last];
    }

    /** The same on sums of two rows, which are four times as large. */
    private void doubleSums(int width, byte[] to) {
        int last = width - 1;
        to[0] = (byte) ((sums[0] * 4 + 8) >> 4);
        to[1] = (byte) ((sums[0] * 3 + sums[1] + 7) >> 4);
        for (int x = 1; x < last; x++) {
            int three = sums[x] * 3;
            to[2 * x] = (byte) ((three + sums[x - 1] + 8) >> 4);
            to[2 * x + 1] = (byte) ((three + sums[x + 1] + 7) >> 4);
        }
        to[2 * last] = (byte) ((sums[last] * 3 + sums[last - 1] + 8) >> 4);
        to[2 * last + 1] = (byte) ((sums[last] * 4 + 7) >> 4);
    }

    private static void repeat(byte[] from, int at, int width, byte[] to) {
        for (int x = 0; x < width; x++) {
            Arrays.fill(to, 2 * x, 2 * x + 2, from[at + x]);
        }
    }

    private void convert(
            byte[] y, int yAt, byte[] blue, int blueAt, byte[] red, int redAt, int[] to, int offset, int width) {
        widen(y, yAt, lights, width);
        widen(blue, blueAt, blues, width);
        widen(red, redAt, reds, width);
        convert(lights, blues, reds, to, offset, width);
    }

    /** Loops of one kind of number only are what the compiler makes vector instructions of. */
    private static void widen(byte[] from, int at, int[] to, int width) {
        for (int x = 0; x < width; x++) {
            to[x] = from[at + x];
        }
    }

    private static void convert(int[] lights, int[] blues, int[] reds, int[] to, int offset, int width) {
        for (int x = 0; x < width; x++) {
            int light = lights[x] + CENTRE;
            int cb = blues[x];
            int cr = reds[x];
            int r = light + ((FIX_1_40200 * cr + HALF) >> 16);
            int g = light + ((-FIX_0_34414 * cb - FIX_0_71414 * cr + HALF) >> 16);
            int b = light + ((FIX_1_77200 * cb + HALF) >> 16);
            r = Math.max(0, Math.min(255, r));
            g = Math.max(0, Math.min(255, g));
            b = Math.max(0, Math.min(255, b));
            to[offset + x] = OPAQUE | (r << 16) | (g << 8) | b;
        }
    }
}
