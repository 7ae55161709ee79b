package org.pilothouse.agent.recording;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A box of an MP4 file (ISO/IEC 14496-12, section 4.2) while it is put together. */
final class Box {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);

    Box(String type) {
        int32(0);
        bytes.writeBytes(type.getBytes(StandardCharsets.US_ASCII));
    }

    /** A box with a version and flags. */
    static Box full(String type, int version, int flags) {
        return new Box(type).int32(version << 24 | flags);
    }

    Box int8(int value) {
        bytes.write(value);
        return this;
    }

    Box int16(int value) {
        return int8(value >>> 8).int8(value);
    }

    Box int32(long value) {
        return int16((int) (value >>> 16)).int16((int) value);
    }

    Box int64(long value) {
        return int32(value >>> 32).int32(value);
    }

    Box zeros(int count) {
        bytes.writeBytes(new byte[count]);
        return this;
    }

    Box raw(byte[] value) {
        bytes.writeBytes(value);
        return this;
    }

    Box add(Box child) {
        return raw(child.bytes());
    }

    /** How long the box is so far: the offset at which the next value will be. */
    int length() {
        return bytes.size();
    }

    byte[] bytes() {
        byte[] box = bytes.toByteArray();
        for (int i = 0; i < 4; i++) {
            box[i] = (byte) (box.length >>> (24 - 8 * i));
        }
        return box;
    }
}
