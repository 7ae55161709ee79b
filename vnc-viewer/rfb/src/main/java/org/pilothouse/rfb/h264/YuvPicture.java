package org.pilothouse.rfb.h264;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A decoded frame (AVFrame) with colours of half the width and height, as the baseline profile has them. */
final class YuvPicture {
    private static final int OPAQUE = 0xFF000000;
    private static final int FRAME_SIZE = 120;
    private static final int LINE_SIZES = 64;
    private static final int WIDTH = 104;
    private static final int HEIGHT = 108;
    private static final int FORMAT = 116;
    private static final int YUV420 = 0;
    private static final int YUV420_FULL = 12;
    private static final int FULL_RANGE = 2;
    private static final int BT_709 = 1;
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

    /** Times 256: of luma; of V in red; of U and V in green, taken away; of U in blue. */
    private static final int[] LIMITED_601 = {298, 409, 100, 208, 516};

    private static final int[] LIMITED_709 = {298, 459, 55, 136, 541};
    private static final int[] FULL_601 = {256, 359, 88, 183, 454};
    private static final int[] FULL_709 = {256, 403, 48, 120, 475};

    private final MemorySegment[] planes = {MemorySegment.NULL, MemorySegment.NULL, MemorySegment.NULL};
    private final int[] lineSizes = new int[3];
    private int width;
    private int height;
    private int black;
    private int[] matrix = LIMITED_601;
    private byte[] luma = new byte[0];
    private byte[] blueness = new byte[0];
    private byte[] redness = new byte[0];

    /**
     * Takes over what a frame points to.
     *
     * @return false if it is of a kind that is not understood
     */
    boolean take(MemorySegment address, long range, long space) {
        MemorySegment frame = address.reinterpret(FRAME_SIZE);
        width = frame.get(INT, WIDTH);
        height = frame.get(INT, HEIGHT);
        int format = frame.get(INT, FORMAT);
        if ((format != YUV420 && format != YUV420_FULL) || width < 1 || height < 1) {
            return false;
        }
        for (int i = 0; i < planes.length; i++) {
            lineSizes[i] = frame.get(INT, LINE_SIZES + 4L * i);
            int bytes = i == 0 ? width : (width + 1) / 2;
            int lines = i == 0 ? height : (height + 1) / 2;
            MemorySegment plane = frame.get(POINTER, 8L * i);
            if (lineSizes[i] < bytes || plane.equals(MemorySegment.NULL)) {
                return false;
            }
            planes[i] = plane.reinterpret((long) lineSizes[i] * (lines - 1) + bytes);
        }
        boolean full = format == YUV420_FULL || range == FULL_RANGE;
        black = full ? 0 : 16;
        if (space == BT_709) {
            matrix = full ? FULL_709 : LIMITED_709;
        } else {
            matrix = full ? FULL_601 : LIMITED_601;
        }
        return true;
    }

    /** Paints the upper left corner, if there are as many pixels. */
    boolean paint(int[] to, int offset, int stride, int across, int down) {
        if (across > width || down > height) {
            return false;
        }
        int half = (across + 1) / 2;
        if (luma.length < across) {
            luma = new byte[across];
            blueness = new byte[half];
            redness = new byte[half];
        }
        for (int row = 0; row < down; row++) {
            read(0, row, luma, across);
            if ((row & 1) == 0) {
                read(1, row / 2, blueness, half);
                read(2, row / 2, redness, half);
            }
            row(to, offset + row * stride, across);
        }
        return true;
    }

    private void read(int plane, int row, byte[] to, int count) {
        MemorySegment.copy(planes[plane], ValueLayout.JAVA_BYTE, (long) row * lineSizes[plane], to, 0, count);
    }

    private void row(int[] to, int offset, int count) {
        for (int i = 0; i < count; i++) {
            int y = ((luma[i] & 0xFF) - black) * matrix[0] + 128;
            int u = (blueness[i >> 1] & 0xFF) - 128;
            int v = (redness[i >> 1] & 0xFF) - 128;
            int red = channel(y + matrix[1] * v);
            int green = channel(y - matrix[2] * u - matrix[3] * v);
            int blue = channel(y + matrix[4] * u);
            to[offset + i] = OPAQUE | (red << 16) | (green << 8) | blue;
        }
    }

    private static int channel(int value) {
        return Math.clamp(value >> 8, 0, 255);
    }
}
