package org.pilothouse.agent.screen;

import java.util.Arrays;
import java.util.zip.Deflater;

/** A growing array of bytes whose memory can be reached without a copy. */
final class Bytes {
    private byte[] array;
    private int length;

    Bytes(int capacity) {
        array = new byte[capacity];
    }

    void put(byte[] source, int from, int count) {
        reserve(count);
        System.arraycopy(source, from, array, length, count);
        length += count;
    }

    /** Takes as much as the deflater gives at once. */
    void putFrom(Deflater deflater) {
        reserve(8192);
        length += deflater.deflate(array, length, array.length - length);
    }

    private void reserve(int count) {
        if (array.length - length < count) {
            array = Arrays.copyOf(array, Math.max(array.length * 2, length + count));
        }
    }

    byte[] array() {
        return array;
    }

    int length() {
        return length;
    }

    byte[] toArray() {
        return Arrays.copyOf(array, length);
    }

    /** Big-endian, as PNG wants it. */
    static void putInt(byte[] target, int at, int value) {
        target[at] = (byte) (value >> 24);
        target[at + 1] = (byte) (value >> 16);
        target[at + 2] = (byte) (value >> 8);
        target[at + 3] = (byte) value;
    }
}
