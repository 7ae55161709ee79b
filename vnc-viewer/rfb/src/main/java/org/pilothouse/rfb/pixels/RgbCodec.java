package org.pilothouse.rfb.pixels;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Tight's bytes red, green, blue. */
final class RgbCodec extends PixelCodec {
    private static final VarHandle BIG_ENDIAN_INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    RgbCodec() {
        super(3);
    }

    @Override
    public int load(byte[] from, int offset) {
        return ((int) BIG_ENDIAN_INT.get(from, offset) >>> 8) | OPAQUE;
    }

    @Override
    public void copy(byte[] from, int fromOffset, int[] to, int toOffset, int count) {
        for (int i = 0; i < count; i++) {
            to[toOffset + i] = ((int) BIG_ENDIAN_INT.get(from, fromOffset + 3 * i) >>> 8) | OPAQUE;
        }
    }
}
