package org.pilothouse.rfb.decode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Pixels as they come in the one format that we ask for: bytes blue, green, red and, in full pixels, one that means nothing. */
final class Pixels {
    static final int OPAQUE = 0xFF000000;

    private static final VarHandle LITTLE_ENDIAN_INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final VarHandle BIG_ENDIAN_INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private Pixels() {}

    /** A pixel of four bytes, or of three where a fourth byte may be loaded without harm. */
    static int load(byte[] from, int offset) {
        return (int) LITTLE_ENDIAN_INT.get(from, offset) | OPAQUE;
    }

    /** Copies pixels of four bytes. */
    static void copy32(byte[] from, int fromOffset, int[] to, int toOffset, int count) {
        for (int i = 0; i < count; i++) {
            to[toOffset + i] = (int) LITTLE_ENDIAN_INT.get(from, fromOffset + 4 * i) | OPAQUE;
        }
    }

    /** Copies pixels of three bytes; one byte behind them is loaded too. */
    static void copy24(byte[] from, int fromOffset, int[] to, int toOffset, int count) {
        for (int i = 0; i < count; i++) {
            to[toOffset + i] = (int) LITTLE_ENDIAN_INT.get(from, fromOffset + 3 * i) | OPAQUE;
        }
    }

    /** A pixel of red, green, blue; one byte behind it is loaded too. */
    static int loadRgb(byte[] from, int offset) {
        return ((int) BIG_ENDIAN_INT.get(from, offset) >>> 8) | OPAQUE;
    }

    /** Copies pixels of red, green, blue; one byte behind them is loaded too. */
    static void copyRgb(byte[] from, int fromOffset, int[] to, int toOffset, int count) {
        for (int i = 0; i < count; i++) {
            to[toOffset + i] = ((int) BIG_ENDIAN_INT.get(from, fromOffset + 3 * i) >>> 8) | OPAQUE;
        }
    }

    /** Fills a rectangle whose top left pixel is at {@code offset}. */
    static void fill(int[] to, int offset, int stride, int width, int height, int pixel) {
        for (int row = 0, at = offset; row < height; row++, at += stride) {
            Arrays.fill(to, at, at + width, pixel);
        }
    }
}
