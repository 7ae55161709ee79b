package org.pilothouse.rfb.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.pilothouse.rfb.RfbProtocolException;

/** Reads the entropy-coded data of a scan: bits, Huffman codes, blocks of coefficients (ITU T.81, annex F.2). */
final class EntropyReader {
    private static final VarHandle BIG_ENDIAN_LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final long LOW_BITS = 0x0101_0101_0101_0101L;
    private static final int MAX_DC_BITS = 11;
    /** A code and what belongs to it. */
    private static final int LEAST_BITS = 32;

    /** Where the coefficients of a zigzag sequence belong. Longer than a block, for runs that lead out of it. */
    private static final byte[] ZIGZAG = {
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14,
        21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60,
        61, 54, 47, 55, 62, 63
    };

    private byte[] bytes = new byte[0];
    private int position;
    private int limit;
    /** The next bits, left-aligned. */
    private long bits;
    /** How many bits are in {@link #bits}; those that were made up behind the end among them. */
    private int count;

    private int madeUp;

    /** Starts at a place within an image. */
    void begin(byte[] from, int start, int end) {
        bytes = from;
        position = start;
        limit = end;
        restart();
    }

    /** Forgets the bits up to the next marker, and moves behind it. */
    void skipRestartMarker() throws RfbProtocolException {
        int at = position;
        while (at + 1 < limit && !isMarker(at)) {
            at++;
        }
        if (at + 1 >= limit || (bytes[at + 1] & 0xF8) != 0xD0) {
            throw new RfbProtocolException("A JPEG has no restart marker where one belongs.");
        }
        position = at + 2;
        restart();
    }

    private boolean isMarker(int at) {
        return bytes[at] == (byte) 0xFF && bytes[at + 1] != 0 && bytes[at + 1] != (byte) 0xFF;
    }

    private void restart() {
        bits = 0;
        count = 0;
        madeUp = 0;
    }

    /** True if bits were used that the data does not have. */
    boolean isOverrun() {
        return count < madeUp;
    }

    /**
     * Reads one block.
     *
     * @param block 64 zeros; gets the coefficients in natural order, multiplied by {@code quantization}, which is in zigzag order
     * @param previousDc the DC value of the component's last block, before multiplication
     * @return the DC value of this block, before multiplication, and whether there is nothing but it: {@code dc * 2 + (onlyDc ? 1 : 0)}
     */
    int block(HuffmanTable dc, HuffmanTable ac, int[] quantization, int previousDc, int[] block)
            throws RfbProtocolException {
        if (count < LEAST_BITS) {
            fill();
        }
        int size = symbol(dc);
        if (size > MAX_DC_BITS) {
            throw new RfbProtocolException("A JPEG has a coefficient that is too large.");
        }
        int value = previousDc + (size == 0 ? 0 : receive(size));
        block[0] = value * quantization[0];
        boolean onlyDc = true;
        short[] lookup = ac.lookup;
        int[] whole = ac.whole;
        long next = bits;
        int have = count;
        for (int k = 1; k < 64; k++) {
            if (have < LEAST_BITS) {
                bits = next;
                count = have;
                fill();
                next = bits;
                have = count;
            }
            int index = (int) (next >>> (64 - HuffmanTable.LOOKUP_BITS));
            int coefficient = whole[index];
            if (coefficient != 0) {
                k += (coefficient >> 8) & 15;
                if (k > 63) {
                    throw tooMany();
                }
                next <<= coefficient;
                have -= coefficient & HuffmanTable.LENGTH_MASK;
                block[ZIGZAG[k]] = (coefficient >> 16) * quantization[k];
                onlyDc = false;
                continue;
            }
            int entry = lookup[index];
            if (entry == 0) {
                entry = ac.find((int) (next >>> 48));
            }
            int length = entry >> 8;
            next <<= length;
            have -= length;
            int bitCount = entry & 15;
            int run = (entry >> 4) & 15;
            if (bitCount == 0) {
                if (run != 15) {
                    break;
                }
                k += 15;
                continue;
            }
            k += run;
            if (k > 63) {
                throw tooMany();
            }
            int read = (int) (next >>> (64 - bitCount));
            next <<= bitCount;
            have -= bitCount;
            block[ZIGZAG[k]] = HuffmanTable.signed(read, bitCount) * quantization[k];
            onlyDc = false;
        }
        bits = next;
        count = have;
        return value * 2 + (onlyDc ? 1 : 0);
    }

    private static RfbProtocolException tooMany() {
        return new RfbProtocolException("A JPEG has more coefficients than a block.");
    }

    /** The next symbol; the caller made sure of its bits, and of 16 more for what belongs to it. */
    private int symbol(HuffmanTable table) throws RfbProtocolException {
        int entry = table.lookup[(int) (bits >>> (64 - HuffmanTable.LOOKUP_BITS))];
        if (entry == 0) {
            entry = table.find((int) (bits >>> 48));
        }
        int length = entry >> 8;
        bits <<= length;
        count -= length;
        return entry & 0xFF;
    }

    /** A number of so many bits. */
    private int receive(int size) {
        int value = (int) (bits >>> (64 - size));
        bits <<= size;
        count -= size;
        return HuffmanTable.signed(value, size);
    }

    private void fill() {
        if (position + 8 <= limit) {
            long next = (long) BIG_ENDIAN_LONG.get(bytes, position);
            long inverted = ~next;
            boolean hasFf = ((inverted - LOW_BITS) & ~inverted & HIGH_BITS) != 0;
            if (!hasFf) {
                int taken = (64 - count) >> 3;
                bits |= next >>> count;
                // Bits of a byte that only fits in part come again with the next fill.
                bits &= -1L << (64 - count - 8 * taken);
                position += taken;
                count += 8 * taken;
                return;
            }
        }
        while (count <= 56) {
            bits |= (long) nextByte() << (56 - count);
            count += 8;
        }
    }

    /** The next byte of data; zeros behind the end, which is where a marker is. */
    private int nextByte() {
        if (position >= limit) {
            madeUp += 8;
            return 0;
        }
        int value = bytes[position] & 0xFF;
        if (value != 0xFF) {
            position++;
            return value;
        }
        if (position + 1 < limit && bytes[position + 1] == 0) {
            position += 2;
            return value;
        }
        madeUp += 8;
        return 0;
    }
}
