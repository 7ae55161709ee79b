package org.pilothouse.rfb.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Builds messages: big-endian, growing, reused. For one thread at a time. */
public final class WireBuffer {
    private byte[] bytes = new byte[512];
    private int size;

    public int size() {
        return size;
    }

    public void clear() {
        size = 0;
    }

    public WireBuffer u8(int value) {
        room(1);
        bytes[size++] = (byte) value;
        return this;
    }

    public WireBuffer u16(int value) {
        return u8(value >> 8).u8(value);
    }

    public WireBuffer u32(int value) {
        return u16(value >> 16).u16(value);
    }

    /** Zeros: nothing of ours ever leaks through padding. */
    public WireBuffer pad(int count) {
        for (int i = 0; i < count; i++) {
            u8(0);
        }
        return this;
    }

    public WireBuffer put(byte[] data) {
        return put(data, 0, data.length);
    }

    public WireBuffer put(byte[] data, int offset, int count) {
        room(count);
        System.arraycopy(data, offset, bytes, size, count);
        size += count;
        return this;
    }

    /** Overwrites two bytes that are already there. */
    public void u16At(int offset, int value) {
        bytes[offset] = (byte) (value >> 8);
        bytes[offset + 1] = (byte) value;
    }

    /** Reads two bytes that are already there. */
    public int u16At(int offset) {
        return ((bytes[offset] & 0xFF) << 8) | (bytes[offset + 1] & 0xFF);
    }

    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, size);
        out.flush();
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    private void room(int count) {
        if (bytes.length - size < count) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + count));
        }
    }
}
