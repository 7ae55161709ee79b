package org.pilothouse.rfb.session;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.pilothouse.rfb.RemoteCursor;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbLimits;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.wire.WireReader;

/** Reads pointer shapes. */
final class CursorReader {
    private static final VarHandle LITTLE_ENDIAN_INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int OPAQUE = 0xFF000000;

    private final WireReader in;
    private final RfbLimits limits;

    CursorReader(WireReader in, RfbLimits limits) {
        this.in = in;
        this.limits = limits;
    }

    /** The Cursor pseudo-encoding (RFC 6143, 7.8.1): pixels, then a bit for each that is to be seen. */
    RemoteCursor read(int hotX, int hotY, int width, int height) throws RfbProtocolException, RfbConnectionException {
        checkSize(width, height);
        byte[] colours = new byte[width * height * 4];
        in.readFully(colours, 0, colours.length);
        int maskStride = (width + 7) / 8;
        byte[] mask = new byte[maskStride * height];
        in.readFully(mask, 0, mask.length);
        int[] pixels = new int[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean seen = (mask[y * maskStride + x / 8] & 0x80 >> x % 8) != 0;
                int at = y * width + x;
                pixels[at] = seen ? (int) LITTLE_ENDIAN_INT.get(colours, 4 * at) | OPAQUE : 0;
            }
        }
        return cursor(width, height, hotX, hotY, pixels);
    }

    private static RemoteCursor cursor(int width, int height, int hotX, int hotY, int[] pixels) {
        // Some servers put the hot spot outside; it is only a place to draw at, so it is moved inside.
        int x = Math.min(hotX, Math.max(0, width - 1));
        int y = Math.min(hotY, Math.max(0, height - 1));
        return new RemoteCursor(width, height, x, y, pixels);
    }

    private void checkSize(int width, int height) throws RfbProtocolException {
        if (width > limits.maxCursorSide() || height > limits.maxCursorSide()) {
            throw new RfbProtocolException("The server's pointer is " + width + "x" + height + "; at most "
                    + limits.maxCursorSide() + " pixels a side are accepted.");
        }
    }
}
