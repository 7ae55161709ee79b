package org.pilothouse.rfb.decode;

import java.util.Arrays;

/** Pixels of the framebuffer. */
final class Pixels {
    static final int OPAQUE = 0xFF000000;

    private Pixels() {}

    /** Fills a rectangle whose top left pixel is at {@code offset}. */
    static void fill(int[] to, int offset, int stride, int width, int height, int pixel) {
        for (int row = 0, at = offset; row < height; row++, at += stride) {
            Arrays.fill(to, at, at + width, pixel);
        }
    }
}
