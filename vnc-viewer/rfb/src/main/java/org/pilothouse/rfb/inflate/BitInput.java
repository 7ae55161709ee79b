package org.pilothouse.rfb.inflate;

/** Bits of a deflate stream, the lowest first, as they are taken from its bytes. What is above {@code count} is zero. */
final class BitInput {
    /** The next bits. */
    long bits;

    /** How many of them there are, at most 63. */
    int count;

    void clear() {
        bits = 0;
        count = 0;
    }

    /**
     * Takes bytes until there are at least 56 bits, or no more bytes.
     *
     * @return the place behind the last byte taken
     */
    int pull(byte[] in, int from, int to) {
        int at = from;
        while (count < 56 && at < to) {
            bits |= (in[at++] & 0xFFL) << count;
            count += 8;
        }
        return at;
    }

    void drop(int used) {
        bits >>>= used;
        count -= used;
    }

    /** A number of {@code width} bits that begins {@code shift} bits ahead. */
    int field(int shift, int width) {
        return (int) (bits >>> shift) & ((1 << width) - 1);
    }
}
