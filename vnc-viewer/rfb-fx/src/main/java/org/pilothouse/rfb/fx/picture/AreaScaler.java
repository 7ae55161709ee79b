package org.pilothouse.rfb.fx.picture;

import java.util.Arrays;

/**
 * Scales a picture by areas: every new pixel is the average of what it covers in the old picture. Small text stays readable when the
 * picture shrinks, and pixels stay sharp when it grows (whole factors give exact copies), which filters on Prism's side offer neither of
 * in software. Only a part may be scaled. For one thread.
 */
final class AreaScaler {
    private static final int BITS = ScaleAxis.BITS;
    private static final int RED_BLUE = 0x00FF00FF;
    private static final int GREEN = 0x0000FF00;
    private static final int ROUND_RED_BLUE = 0x00800080;
    private static final int ROUND_GREEN = 0x00008000;
    private static final int OPAQUE = 0xFF000000;

    private final int fromWidth;
    private final int fromHeight;
    private final int toWidth;
    private final int toHeight;
    private final ScaleAxis columns;
    private final ScaleAxis rows;
    /** Rows of the old picture already scaled across, kept for the new rows that share them. */
    private final int[][] lines;

    private final int[] lineOf;
    private final int[][] sources;
    private final int[] sourceWeights;

    AreaScaler(int fromWidth, int fromHeight, int toWidth, int toHeight) {
        this.fromWidth = fromWidth;
        this.fromHeight = fromHeight;
        this.toWidth = toWidth;
        this.toHeight = toHeight;
        this.columns = new ScaleAxis(fromWidth, toWidth);
        this.rows = new ScaleAxis(fromHeight, toHeight);
        this.lines = new int[rows.taps][toWidth];
        this.lineOf = new int[rows.taps];
        this.sources = new int[rows.taps][];
        this.sourceWeights = new int[rows.taps];
    }

    /** Left edge of what changes in the new picture when old pixels from {@code x} on change. */
    int toX(int x) {
        return (int) ((long) x * toWidth / fromWidth);
    }

    int toY(int y) {
        return (int) ((long) y * toHeight / fromHeight);
    }

    /** Right edge, exclusive, of what changes in the new picture when old pixels before {@code x} change. */
    int toRight(int x) {
        return (int) (((long) x * toWidth + fromWidth - 1) / fromWidth);
    }

    int toBottom(int y) {
        return (int) (((long) y * toHeight + fromHeight - 1) / fromHeight);
    }

    /**
     * Scales the part of the new picture from (left, top) to (right, bottom), exclusive.
     *
     * @param to holds the crop of the new picture, in which the part lies
     */
    void scale(int[] from, int[] to, Placement.Crop crop, int left, int top, int right, int bottom) {
        Arrays.fill(lineOf, -1);
        for (int y = top; y < bottom; y++) {
            mix(from, to, (y - crop.top()) * crop.width() - crop.left(), y, left, right);
        }
    }

    private void mix(int[] from, int[] to, int offset, int y, int left, int right) {
        int used = 0;
        for (int tap = 0; tap < rows.taps; tap++) {
            int weight = rows.weights[y * rows.taps + tap];
            if (weight != 0) {
                sources[used] = line(from, rows.first[y] + tap, left, right);
                sourceWeights[used++] = weight;
            }
        }
        if (used == 1) {
            System.arraycopy(sources[0], left, to, offset + left, right - left);
        } else if (used == 2) {
            blend(sources[0], sources[1], sourceWeights[0], sourceWeights[1], to, offset, left, right);
        } else {
            blend(used, to, offset, left, right);
        }
    }

    private void blend(int used, int[] to, int offset, int left, int right) {
        for (int x = left; x < right; x++) {
            int redBlue = ROUND_RED_BLUE;
            int green = ROUND_GREEN;
            for (int i = 0; i < used; i++) {
                int pixel = sources[i][x];
                redBlue += (pixel & RED_BLUE) * sourceWeights[i];
                green += (pixel & GREEN) * sourceWeights[i];
            }
            to[offset + x] = pack(redBlue, green);
        }
    }

    private static void blend(int[] a, int[] b, int weightA, int weightB, int[] to, int offset, int left, int right) {
        for (int x = left; x < right; x++) {
            int redBlue = (a[x] & RED_BLUE) * weightA + (b[x] & RED_BLUE) * weightB + ROUND_RED_BLUE;
            int green = (a[x] & GREEN) * weightA + (b[x] & GREEN) * weightB + ROUND_GREEN;
            to[offset + x] = pack(redBlue, green);
        }
    }

    /** A row of the old picture scaled across, from {@code left} to {@code right}. */
    private int[] line(int[] from, int row, int left, int right) {
        int slot = row % lines.length;
        int[] line = lines[slot];
        if (lineOf[slot] == row) {
            return line;
        }
        lineOf[slot] = row;
        int base = row * fromWidth;
        if (fromWidth == toWidth) {
            System.arraycopy(from, base + left, line, left, right - left);
            return line;
        }
        int taps = columns.taps;
        int[] first = columns.first;
        short[] weights = columns.weights;
        for (int x = left; x < right; x++) {
            int redBlue = ROUND_RED_BLUE;
            int green = ROUND_GREEN;
            int at = x * taps;
            for (int tap = 0; tap < taps; tap++) {
                int pixel = from[base + first[x] + tap];
                int weight = weights[at + tap];
                redBlue += (pixel & RED_BLUE) * weight;
                green += (pixel & GREEN) * weight;
            }
            line[x] = pack(redBlue, green);
        }
        return line;
    }

    /** Red and blue were in the places of a pixel times {@link ScaleAxis#ONE}: red overflows into the sign bit, which the shift undoes. */
    private static int pack(int redBlue, int green) {
        return OPAQUE | ((redBlue >>> BITS) & RED_BLUE) | ((green >>> BITS) & GREEN);
    }
}
