package org.pilothouse.rfb.pixels;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** {@link PixelFormat#TRUE_COLOUR}, whole pixels of four bytes: one load each. */
final class NativeCodec extends PixelCodec {
    private static final VarHandle LITTLE_ENDIAN_INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    NativeCodec() {
        super(4);
    }

    @Override
    public int load(byte[] from, int offset) {
        return (int) LITTLE_ENDIAN_INT.get(from, offset) | OPAQUE;
    }

    @Override
    public void copy(byte[] from, int fromOffset, int[] to, int toOffset, int count) {
        for (int i = 0; i < count; i++) {
            to[toOffset + i] = (int) LITTLE_ENDIAN_INT.get(from, fromOffset + 4 * i) | OPAQUE;
        }
    }
}
