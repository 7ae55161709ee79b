package org.pilothouse.rfb.decode;

import java.util.Arrays;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbLimits;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.jpeg.JpegDecoder;
import org.pilothouse.rfb.wire.WireReader;

/**
 * JPEG: an image without a length before it, so its segments tell where it ends; tables that it leaves out are those of the image
 * before (community spec, "JPEG Encoding"). Decoded in Java only: the native decoder forgets tables.
 */
final class JpegRectDecoder implements RectDecoder {
    private static final int MARKER = 0xFF;
    private static final int STUFFED = 0x00;
    private static final int TEMPORARY = 0x01;
    private static final int FIRST_RESTART = 0xD0;
    private static final int LAST_RESTART = 0xD7;
    private static final int START = 0xD8;
    private static final int END = 0xD9;
    private static final int SCAN = 0xDA;

    private final RfbLimits limits;
    private final JpegDecoder jpeg = new JpegDecoder();
    private byte[] bytes = new byte[32 << 10];
    private int length;

    JpegRectDecoder(RfbLimits limits) {
        this.limits = limits;
    }

    @Override
    public void decode(WireReader in, Framebuffer framebuffer, int x, int y, int width, int height)
            throws RfbProtocolException, RfbConnectionException {
        readImage(in);
        int stride = framebuffer.width();
        jpeg.decode(bytes, length, framebuffer.pixels(), y * stride + x, stride, width, height);
    }

    @Override
    public boolean wasLossy() {
        return true;
    }

    private void readImage(WireReader in) throws RfbProtocolException, RfbConnectionException {
        length = 0;
        int marker = readMarker(in);
        if (marker != START) {
            throw new RfbProtocolException("What should be a JPEG is none.");
        }
        while (marker != END) {
            marker = readMarker(in);
            boolean bare = marker == TEMPORARY || (marker >= FIRST_RESTART && marker <= END);
            if (!bare) {
                readSegment(in);
            }
            if (marker == SCAN) {
                readScan(in);
            }
        }
    }

    private int readMarker(WireReader in) throws RfbProtocolException, RfbConnectionException {
        if (in.u8() != MARKER) {
            throw new RfbProtocolException("A JPEG has no marker where one belongs.");
        }
        int marker = in.u8();
        for (int fill = 0; marker == MARKER; fill++) {
            if (fill > limits.maxJpegBytes()) {
                throw tooLong();
            }
            marker = in.u8();
        }
        room(2);
        bytes[length++] = (byte) MARKER;
        bytes[length++] = (byte) marker;
        return marker;
    }

    private void readSegment(WireReader in) throws RfbProtocolException, RfbConnectionException {
        int size = in.u16();
        if (size < 2) {
            throw new RfbProtocolException("A JPEG segment is shorter than its head.");
        }
        room(size);
        bytes[length] = (byte) (size >> 8);
        bytes[length + 1] = (byte) size;
        in.readFully(bytes, length + 2, size - 2);
        length += size;
    }

    /** Reads the coded pixels, up to the marker that ends them. */
    private void readScan(WireReader in) throws RfbProtocolException, RfbConnectionException {
        while (true) {
            int available = in.needSome();
            int from = in.position();
            int plain = 0;
            while (plain < available && in.array()[from + plain] != (byte) MARKER) {
                plain++;
            }
            append(in, plain);
            if (plain < available) {
                in.need(2);
                int next = in.array()[in.position() + 1] & 0xFF;
                if (next != STUFFED && (next < FIRST_RESTART || next > LAST_RESTART)) {
                    return;
                }
                append(in, 2);
            }
        }
    }

    private void append(WireReader in, int count) throws RfbProtocolException, RfbConnectionException {
        room(count);
        in.readFully(bytes, length, count);
        length += count;
    }

    private void room(int more) throws RfbProtocolException {
        if (length + more > limits.maxJpegBytes()) {
            throw tooLong();
        }
        if (bytes.length < length + more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }

    private RfbProtocolException tooLong() {
        return new RfbProtocolException("A JPEG of more than " + limits.maxJpegBytes() + " bytes is too long.");
    }
}
