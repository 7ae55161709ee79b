package org.pilothouse.rfb.jpeg;

import org.pilothouse.rfb.RfbProtocolException;

/** The bytes of one image, read in whole bytes: markers and their segments. */
final class JpegInput {
    private byte[] bytes = new byte[0];
    private int position;
    private int limit;

    void begin(byte[] from, int length) {
        bytes = from;
        position = 0;
        limit = length;
    }

    byte[] bytes() {
        return bytes;
    }

    int position() {
        return position;
    }

    int limit() {
        return limit;
    }

    void moveTo(int place) {
        position = place;
    }

    int u8() throws RfbProtocolException {
        if (position >= limit) {
            throw new RfbProtocolException("A JPEG ends too early.");
        }
        return bytes[position++] & 0xFF;
    }

    int u16() throws RfbProtocolException {
        return (u8() << 8) | u8();
    }

    /** The next marker; fill bytes before it are skipped. */
    int marker() throws RfbProtocolException {
        if (u8() != 0xFF) {
            throw new RfbProtocolException("A JPEG has no marker where one belongs.");
        }
        int marker = u8();
        while (marker == 0xFF) {
            marker = u8();
        }
        return marker;
    }

    /** Reads a segment's length and gives the place where it ends. */
    int segmentEnd() throws RfbProtocolException {
        int start = position;
        int end = start + u16();
        if (end < start + 2 || end > limit) {
            throw new RfbProtocolException("A JPEG segment is longer than the image.");
        }
        return end;
    }
}
