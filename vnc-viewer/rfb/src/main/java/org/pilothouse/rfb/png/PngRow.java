package org.pilothouse.rfb.png;

import java.util.Arrays;
import org.pilothouse.rfb.RfbProtocolException;

/** One row of an image after the other: takes its filter back, and writes its pixels. */
final class PngRow {
    private static final int OPAQUE = 0xFF000000;
    private static final int GREY = 0;
    private static final int RGB = 2;
    private static final int INDEXED = 3;
    private static final int GREY_ALPHA = 4;
    private static final int RGB_ALPHA = 6;

    private final int[] palette;
    private int colours;
    private int type;
    private int depth;
    private int channels;
    private int columns;
    private int rowBytes;
    /** Bytes of a pixel, for the filters: at least one. */
    private int step;

    private byte[] current = new byte[0];
    private byte[] above = new byte[0];

    PngRow(int[] palette) {
        this.palette = palette;
    }

    /** Takes depth and colour type as the header has them. */
    void format(int bitDepth, int colourType) throws RfbProtocolException {
        channels = switch (colourType) {
            case GREY, INDEXED -> 1;
            case GREY_ALPHA -> 2;
            case RGB -> 3;
            case RGB_ALPHA -> 4;
            default -> 0;
        };
        boolean fits =
                switch (bitDepth) {
                    case 1, 2, 4 -> colourType == GREY || colourType == INDEXED;
                    case 8 -> channels > 0;
                    case 16 -> channels > 0 && colourType != INDEXED;
                    default -> false;
                };
        if (!fits) {
            throw new RfbProtocolException(
                    "A PNG is of colour type " + colourType + " and depth " + bitDepth + ", which does not exist.");
        }
        type = colourType;
        depth = bitDepth;
        step = Math.max(1, channels * bitDepth / 8);
    }

    void beginImage(int paletteSize) throws RfbProtocolException {
        colours = paletteSize;
        if (type == INDEXED && colours == 0) {
            throw new RfbProtocolException("A PNG has no palette.");
        }
    }

    /** Starts over, with rows of so many pixels. */
    void beginPass(int pixels) {
        columns = pixels;
        rowBytes = (int) (((long) pixels * channels * depth + 7) / 8);
        if (current.length < rowBytes) {
            current = new byte[rowBytes];
            above = new byte[rowBytes];
        }
        Arrays.fill(current, 0, rowBytes, (byte) 0);
    }

    /** The bytes of a row with its filter. */
    int length() {
        return rowBytes + 1;
    }

    /** Takes the filter back of the next row. */
    void unfilter(byte[] from, int start) throws RfbProtocolException {
        byte[] last = current;
        current = above;
        above = last;
        System.arraycopy(from, start + 1, current, 0, rowBytes);
        switch (from[start]) {
            case 0 -> {}
            case 1 -> addLeft();
            case 2 -> addAbove();
            case 3 -> addAverage();
            case 4 -> addPaeth();
            default -> throw new RfbProtocolException("There is no PNG filter " + (from[start] & 0xFF) + ".");
        }
    }

    private void addLeft() {
        for (int i = step; i < rowBytes; i++) {
            current[i] += current[i - step];
        }
    }

    private void addAbove() {
        for (int i = 0; i < rowBytes; i++) {
            current[i] += above[i];
        }
    }

    private void addAverage() {
        for (int i = 0; i < rowBytes; i++) {
            int left = i < step ? 0 : current[i - step] & 0xFF;
            current[i] += (byte) ((left + (above[i] & 0xFF)) >> 1);
        }
    }

    private void addPaeth() {
        for (int i = 0; i < rowBytes; i++) {
            int left = i < step ? 0 : current[i - step] & 0xFF;
            int aboveLeft = i < step ? 0 : above[i - step] & 0xFF;
            current[i] += (byte) nearest(left, above[i] & 0xFF, aboveLeft);
        }
    }

    private static int nearest(int left, int up, int aboveLeft) {
        int toLeft = Math.abs(up - aboveLeft);
        int toUp = Math.abs(left - aboveLeft);
        int toAboveLeft = Math.abs(left + up - 2 * aboveLeft);
        if (toLeft <= toUp && toLeft <= toAboveLeft) {
            return left;
        }
        return toUp <= toAboveLeft ? up : aboveLeft;
    }

    /** Writes the row's pixels, each so many places after the one before. */
    void write(int[] to, int offset, int distance) throws RfbProtocolException {
        switch (type) {
            case RGB, RGB_ALPHA -> writeColours(to, offset, distance);
            case INDEXED -> writeIndexed(to, offset, distance);
            default -> writeGrey(to, offset, distance);
        }
    }

    /** Of samples of two bytes the first is what a desktop can show. */
    private void writeColours(int[] to, int offset, int distance) {
        int sample = depth / 8;
        for (int i = 0, at = 0, place = offset; i < columns; i++, at += step, place += distance) {
            to[place] = OPAQUE
                    | ((current[at] & 0xFF) << 16)
                    | ((current[at + sample] & 0xFF) << 8)
                    | (current[at + 2 * sample] & 0xFF);
        }
    }

    private void writeIndexed(int[] to, int offset, int distance) throws RfbProtocolException {
        for (int i = 0, place = offset; i < columns; i++, place += distance) {
            int index = depth == 8 ? current[i] & 0xFF : packed(i);
            if (index >= colours) {
                throw new RfbProtocolException("A PNG uses a colour that its palette does not have.");
            }
            to[place] = palette[index];
        }
    }

    private void writeGrey(int[] to, int offset, int distance) {
        for (int i = 0, place = offset; i < columns; i++, place += distance) {
            int level = depth >= 8 ? current[i * step] & 0xFF : packed(i) * 255 / ((1 << depth) - 1);
            to[place] = OPAQUE | level * 0x010101;
        }
    }

    /** A sample of less than a byte; the first is in the highest bits. */
    private int packed(int column) {
        int bit = column * depth;
        return (current[bit >> 3] >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
    }
}
